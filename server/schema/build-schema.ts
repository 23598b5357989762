import { messageOf } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { createAjv6, type OpenDocument } from './ajv6.ts'
import { type Dereferenced, dereference } from './dereference.ts'
import { createExplain } from './explain/explain.ts'
import type { OpenReference } from './follow-reference.ts'
import { formats } from './formats.ts'
import { type Judged, judgedSchema } from './judged.ts'
import { insecurities } from './lint/secure.ts'
import type { ListedFile } from './listing.ts'
import { schemaFault } from './schema-fault.ts'
import type { SourceFile } from './source-file.ts'
import type { EventSchema, Finding } from './types.ts'
import { compileSchema, type Draft, draftOf } from './validator.ts'

/** A schema that holds together, not compiled yet. */
export interface CheckedSchema {
  readonly dereferenced: Dereferenced
  readonly judged: Judged
  readonly draft: Draft
}

/** A schema that holds together, or the first thing that is wrong with it. */
export type CheckResult =
  | { readonly ok: true; readonly checked: CheckedSchema }
  /** `sources` are the files that were read on the way: a change to one of them may mend it. */
  | { readonly ok: false; readonly finding: Finding; readonly sources: readonly SourceFile[] }

/** A schema in working order with the files it is made of, or why there is none. */
export type BuildResult =
  | { readonly ok: true; readonly schema: EventSchema; readonly sources: readonly SourceFile[] }
  | { readonly ok: false; readonly finding: Finding; readonly sources: readonly SourceFile[] }

/** Puts references in place and asks everything of a schema that can be asked without compiling it. */
export function checkSchema(source: SourceFile, open: OpenReference): CheckResult {
  const result = dereference(source, open, 'judge')
  if (!result.ok) return { ok: false, finding: result.findings[0], sources: result.sources }
  const { dereferenced } = result
  const { document, sources } = dereferenced
  const refuse = (pointer: string, message: string, hint: string | undefined): CheckResult => {
    const origin = dereferenced.origin(pointer)
    const place = origin.source.place(origin.pointer)
    return { ok: false, sources, finding: { file: origin.source.file, ...place, message, ...(hint ? { hint } : {}) } }
  }

  const draft = draftOf(document)
  if (draft === undefined) {
    const message = `\`$schema\` must be draft-07 or draft-04, but it is \`${document.$schema}\`.`
    return refuse('/$schema', message, 'Write `https://json-schema.org/draft-07/schema#`.')
  }
  const fault = schemaFault(document, draft)
  if (fault) return refuse(fault.pointer, fault.message, fault.hint)
  const judged = judgedSchema(document)
  for (const { pointer, name } of judged.formats) {
    if (Object.hasOwn(formats, name)) continue
    const near = nearest(name, Object.keys(formats))
    const hint = near
      ? `Nearest: \`${near}\`.`
      : `Use one of ${Object.keys(formats).slice(0, 6).join(', ')}, or a pattern.`
    return refuse(pointer, `\`${name}\` is not a format that EventGate knows; it refuses the schema.`, hint)
  }
  return { ok: true, checked: { dereferenced, judged, draft } }
}

/** Compiles a checked schema. What it says of a refused event is compiled later, at the first refusal. */
export function buildSchema(listed: ListedFile, checked: CheckedSchema, open: OpenDocument): BuildResult {
  const { dereferenced, judged, draft } = checked
  const { document, sources } = dereferenced
  const [own] = sources
  try {
    const accepts = compileSchema(judged, draft, 'first') as (event: object) => boolean
    const { uri, title, version, file } = listed
    const explain = createExplain({ dereferenced, judged, draft })
    const ajv6 = createAjv6(own?.content ?? document, document, open)
    const [insecure] = insecurities(document)
    return { ok: true, schema: { uri, title, version, file, document, insecure, accepts, explain, ajv6 }, sources }
  } catch (failure) {
    const message = `The schema cannot be compiled: ${messageOf(failure)}.`
    return { ok: false, finding: { file: listed.file, line: 1, column: 1, message }, sources }
  }
}
