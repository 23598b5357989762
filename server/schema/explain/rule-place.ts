import { pointerTo } from '../../event/json-pointer.ts'
import type { SchemaPlace } from '../../event/problem.ts'
import type { Dereferenced } from '../dereference.ts'
import type { Fault } from './fault.ts'

/** The rule in the file where it was written, also where a `$ref` brought it in: of `required` the missing name itself. */
export function rulePlace({ rule, expected, params, keyword }: Fault, dereferenced: Dereferenced): SchemaPlace {
  const { source, pointer } = dereferenced.origin(innerRule(rule, keyword, expected, params))
  return { uri: source.uri, pointer, file: source.file, line: source.place(pointer).line }
}

function innerRule(rule: string, keyword: string, expected: unknown, params: Fault['params']): string {
  const { missingProperty, property } = params
  if (keyword === 'required' && Array.isArray(expected)) {
    const index = expected.indexOf(missingProperty)
    return index === -1 ? rule : pointerTo(rule, index)
  }
  return keyword === 'dependencies' && typeof property === 'string' ? pointerTo(rule, property) : rule
}
