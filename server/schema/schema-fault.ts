import { textOf } from '../base/text-of.ts'
import { candidatesFor } from './explain/candidates.ts'
import { faultsOf } from './explain/fault.ts'
import { createSchemaParts } from './explain/schema-parts.ts'
import { sentenceFor } from './explain/sentences.ts'
import type { JsonObject } from './json-object.ts'
import { hasSureForm } from './schema-form.ts'
import { type PlacedSchema, schemasIn } from './subschemas.ts'
import { type Draft, judgeSchema } from './validator.ts'

/**
 * The first thing in a schema that its draft does not allow, in the words we have for events; undefined where all is
 * well. `all` are the schema and those inside it.
 */
export function schemaFault(document: JsonObject, draft: Draft, all: readonly PlacedSchema[] = schemasIn(document)) {
  if (draft === 'draft-07' && hasSureForm(all)) return undefined
  const faults = faultsOf(judgeSchema(document, draft))
  if (faults.length === 0) return undefined
  // The innermost fault is the cause; `anyOf` and the like around it only repeat it.
  const depth = ({ pointer, keyword }: (typeof faults)[number]) => pointer.length - (keyword === 'anyOf' ? 1 : 0)
  const [cause] = [...faults].sort((a, b) => depth(b) - depth(a))
  if (cause === undefined) return undefined
  const parts = createSchemaParts({})
  const sentence = sentenceFor(cause, parts)
  const [meant] = candidatesFor(cause, parts, textOf(cause.value))
  return { pointer: cause.pointer, message: sentence.message, hint: hintFor(cause, meant?.hint ?? sentence.hint) }
}

/** Events are sent, schemas are written. */
function hintFor({ pointer, value }: { readonly pointer: string; readonly value: unknown }, hint: string | undefined) {
  if (value === null && pointer.endsWith('/$ref')) return 'Put it in quotes: in YAML `#` begins a comment.'
  return hint?.replace(/^Send\b/, 'Write')
}
