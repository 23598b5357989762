module.exports = require('ajv6/lib/compile/formats.js')
