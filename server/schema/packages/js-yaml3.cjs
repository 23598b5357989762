module.exports = {
  ...require('js-yaml3/lib/js-yaml/loader'),
  ...require('js-yaml3/lib/js-yaml/dumper'),
  Schema: require('js-yaml3/lib/js-yaml/schema'),
  core: require('js-yaml3/lib/js-yaml/schema/core'),
  merge: require('js-yaml3/lib/js-yaml/type/merge'),
}
