import { valueAt } from '../../event/json-pointer.ts'
import { configuredField } from '../configured-field.ts'
import type { JsonObject } from '../json-object.ts'
import { parseSource } from '../source-file.ts'
import { withValue } from './with-value.ts'

/**
 * The text of a `current` file with another version at the end of its id, and of the examples that name it by that id.
 * Undefined where the id stands somewhere that cannot be edited.
 */
export function withVersion(
  { file, uri, text, content }: { file: string; uri: string; text: string; content: JsonObject },
  idField: string,
  version: string,
): string | undefined {
  const { value: id, pointer } = configuredField(content, idField)
  if (typeof id !== 'string') return undefined
  const next = `${id.slice(0, id.lastIndexOf('/') + 1)}${version}`
  const examples = Array.isArray(content.examples) ? content.examples : []
  const places = [
    pointer,
    ...examples.map((_, index) => `/examples/${index}/$schema`).filter(at => valueAt(content, at) === id),
  ]
  let edited: string | undefined = text
  for (const place of places) edited = edited && withValue(file, edited, place, next)
  const parsed = edited === undefined ? undefined : parseSource({ file, uri }, edited)
  return parsed?.ok && valueAt(parsed.source.content, pointer) === next ? edited : undefined
}
