module.exports = require('json-schema-merge-allof')
