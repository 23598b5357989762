import type { Ajv, Options, ValidateFunction } from 'ajv'
import { formats } from './formats.ts'
import type { JsonObject } from './json-object.ts'
import type { Judged } from './judged.ts'
import { packages } from './packages.ts'
import { addStringLengths } from './string-length.ts'

/** The drafts of JSON Schema that EventGate judges by. */
export type Draft = 'draft-04' | 'draft-07'

/**
 * Compiles a schema without ids, whose references lead to places of itself. `first` stops at the first fault and is made
 * for speed; `all` gathers every fault with the rule and the value it is about. Both write the schema's defaults into
 * the event.
 */
export function compileSchema(judged: Compilable, draft: Draft, faults: 'first' | 'all'): ValidateFunction {
  return createAjv(draft, faults, { ownProperties: judged.namesInherited }).compile(judged.schema)
}

/** A schema as it is judged by. What every JavaScript object has counts as a property only where it is told to look. */
type Compilable = Pick<Judged, 'schema' | 'namesInherited'>

/** Compiles a draft-07 schema without references that judges only: defaults are not written, so none can help. */
export function compilePlain(judged: Compilable): ValidateFunction {
  return createAjv('draft-07', 'first', { useDefaults: false, ownProperties: judged.namesInherited }).compile(
    judged.schema,
  )
}

/** The faults of a schema by the meta-schema of its draft as Ajv 6 brings it: what EventGate takes for a schema is one here. */
export function judgeSchema(document: JsonObject, draft: Draft): ValidateFunction['errors'] {
  let judge = judges.get(draft)
  if (judge === undefined) {
    // Compiled as any other schema: as a meta-schema Ajv would not look at formats, and so not at regular expressions.
    judge = createAjv(draft, 'all', { useDefaults: false }).compile(packages.ajv6Drafts()[draft])
    judges.set(draft, judge)
  }
  return judge(document) ? null : judge.errors
}

/** By `$schema`, in all its spellings; undefined for a draft that EventGate cannot judge by. Without one it is draft-07. */
export function draftOf(document: JsonObject): Draft | undefined {
  const id = document.$schema
  if (id === undefined) return 'draft-07'
  if (typeof id !== 'string') return undefined
  const [, draft] = /^https?:\/\/json-schema\.org\/(?:(draft-0[467])\/)?schema#?$/.exec(id) ?? [undefined, 'none']
  if (draft === 'none') return undefined
  return draft === 'draft-04' ? draft : 'draft-07'
}

/** Compiled once and kept: a meta-schema takes about 15 ms. */
const judges = new Map<Draft, ValidateFunction>()

function createAjv(draft: Draft, faults: 'first' | 'all', more: Options = {}): Ajv {
  const options: Options = {
    allErrors: faults === 'all',
    verbose: faults === 'all',
    useDefaults: true,
    strict: false,
    // As Ajv 6: `1e400` is a number, and patterns are not Unicode patterns (`\-` is allowed in them).
    strictNumbers: false,
    unicodeRegExp: false,
    // The schema is judged before it comes here; an instance for each keeps them from meeting each other.
    validateSchema: false,
    meta: false,
    logger: false,
    formats,
    ...more,
  }
  const ajv = new (draft === 'draft-04' ? packages.ajvDraft04().default : packages.ajv8().Ajv)(options)
  addStringLengths(ajv)
  return ajv
}
