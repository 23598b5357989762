module.exports = require('refa')
