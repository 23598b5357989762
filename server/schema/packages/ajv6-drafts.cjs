module.exports = {
  'draft-04': require('ajv6/lib/refs/json-schema-draft-04.json'),
  'draft-07': require('ajv6/lib/refs/json-schema-draft-07.json'),
}
