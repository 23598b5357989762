import { isObject, type JsonObject } from '../json-object.ts'
import { type PlacedSchema, schemasIn } from '../subschemas.ts'
import type { LintRule } from './types.ts'

/** What Ajv's json-schema-secure.json asks for, so that no event can make the validator slow. */
export const secureRule: LintRule = {
  name: 'schema-is-secure',
  *find(root, _config, all) {
    for (const slow of insecurities(root, all)) yield { severity: 'error', ...slow }
  },
}

/** Every place at which an event could make the validator slow. */
export function* insecurities(
  root: JsonObject,
  all: readonly PlacedSchema[] = schemasIn(root),
): Generator<{ pointer: string; message: string; hint: string }> {
  for (const { schema, pointer, way } of all) {
    // Ajv's schema of secure schemas knows draft-07 only, and takes any list of `items`; so does the gate.
    if (!way.known || way.tuple) continue
    for (const [message, hint] of slowIn(schema)) yield { pointer, message, hint }
  }
}

function* slowIn(schema: JsonObject): Generator<[message: string, hint: string]> {
  for (const keyword of ['pattern', 'format']) {
    if (Object.hasOwn(schema, keyword) && !Object.hasOwn(schema, 'maxLength')) {
      yield [
        `A text with \`${keyword}\` needs \`maxLength\`: a long one takes long to judge.`,
        'Add `maxLength: 128`, or what is enough.',
      ]
    }
  }
  const { patternProperties, propertyNames } = schema
  if (patternProperties !== undefined && !(isObject(propertyNames) && Object.hasOwn(propertyNames, 'maxLength'))) {
    yield ['`patternProperties` needs `propertyNames` with `maxLength`.', 'Add `propertyNames: {maxLength: 128}`.']
  }
  if (schema.uniqueItems === true && schema.maxItems === undefined && mayHoldObjects(schema.items)) {
    yield [
      'A list of unique objects needs `maxItems`: each is compared with each.',
      'Add `maxItems: 100`, or what is enough.',
    ]
  }
}

function mayHoldObjects(items: unknown): boolean {
  if (!isObject(items) || items.type === undefined) return true
  const types = Array.isArray(items.type) ? items.type : [items.type]
  return types.includes('object') || types.includes('array')
}
