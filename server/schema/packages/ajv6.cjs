module.exports = require('ajv6')
