import { nearest } from '../../base/nearest.ts'
import { textOf } from '../../base/text-of.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import type { LintFinding, LintRule } from './types.ts'

/** What is required must be declared. jsonschema-tools looks into properties only; so do errors. */
export const requiredExistRule: LintRule = {
  name: 'schema-required-properties-exist',
  *find(_root, _config, all) {
    for (const { schema, pointer, way } of all) {
      // A branch or a condition may require what the schema around it declares.
      if (schema.required !== undefined && !way.condition)
        yield* missingIn(schema, pointer, way.properties ? 'error' : 'warning')
    }
  },
}

type Found = Generator<Omit<LintFinding, 'rule'>>

function* missingIn(schema: JsonObject, at: string, severity: LintFinding['severity']): Found {
  const { required, properties } = schema
  if (!Array.isArray(required)) return
  const meant = Object.keys(schema).find(key => key !== 'properties' && nearest(key, ['properties']) !== undefined)
  const rename = meant && `Write \`properties\` for \`${meant}\`.`
  if (!isObject(properties)) {
    const message = '`required` names properties, but there are no `properties`.'
    yield { severity, pointer: `${at}/properties`, message, hint: rename ?? 'Declare them, or take `required` out.' }
    return
  }
  const missing = required.map(textOf).filter(name => !Object.hasOwn(properties, name))
  const [name, ...more] = missing
  if (name === undefined) return
  if (more.length > 0) {
    const message = `${missing.map(one => `\`${one}\``).join(', ')} are required but not declared.`
    const hint = rename ?? 'Declare them, or take them out of `required`.'
    yield { severity, pointer: `${at}/required`, message, hint }
    return
  }
  const near = nearest(name, Object.keys(properties))
  const otherwise = near ? `Nearest property: \`${near}\`.` : 'Declare it, or take it out of `required`.'
  const message = `\`${name}\` is required but not declared.`
  yield { severity, pointer: `${at}/required`, message, hint: rename ?? otherwise }
}
