const { useFunc } = require('ajv/dist/compile/util.js')
const { default: codePoints } = require('ajv/dist/runtime/ucs2length.js')

module.exports = { ...require('ajv'), useFunc, codePoints }
