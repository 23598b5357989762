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

function* missingIn({ required, properties }: JsonObject, at: string, severity: LintFinding['severity']): Found {
  if (!Array.isArray(required)) return
  if (!isObject(properties)) {
    const message = '`required` names properties, but there are no `properties`.'
    yield { severity, pointer: `${at}/properties`, message, hint: 'Declare them, or take `required` out.' }
    return
  }
  for (const name of required.filter(one => !Object.hasOwn(properties, one))) {
    const near = nearest(textOf(name), Object.keys(properties))
    const hint = near ? `Nearest property: \`${near}\`.` : 'Declare it, or take it out of `required`.'
    yield { severity, pointer: `${at}/required`, message: `\`${name}\` is required but not declared.`, hint }
  }
}
