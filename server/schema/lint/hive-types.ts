import { pointerTo } from '../../event/json-pointer.ts'
import { type HiveType, hiveTypeOf } from '../hive/hive-type.ts'
import type { LintFinding, LintRule } from './types.ts'

/** Types that no column can have; what jsonschema-tools says already is not said twice. */
export const hiveTypesRule: LintRule = {
  name: 'hive-type',
  find: schema => untyped(hiveTypeOf(schema), ''),
}

function* untyped(type: HiveType, at: string): Generator<Omit<LintFinding, 'rule'>> {
  if (type.kind === 'unknown' && type.isOdd) {
    yield {
      severity: 'warning',
      pointer: at,
      message: `No Hive column can hold this: ${type.reason}.`,
      hint: 'Use one plain type, a struct, a map or a list.',
    }
  }
  if (type.kind === 'struct')
    for (const [name, field] of type.fields) yield* untyped(field, pointerTo(`${at}/properties`, name))
  if (type.kind === 'map') yield* untyped(type.values, `${at}/additionalProperties`)
  if (type.kind === 'array') yield* untyped(type.items, `${at}/items`)
}
