// What `ajv8.ts` loads. The build makes one file of it: a hundred take four times as long to find and link.
const { useFunc } = require('ajv/dist/compile/util.js')

module.exports = { ...require('ajv'), useFunc }
