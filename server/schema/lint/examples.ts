import { messageOf } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import { textOf } from '../../base/text-of.ts'
import { accepts } from '../accepts.ts'
import { faultsOf, problemPointer } from '../explain/fault.ts'
import { createSchemaParts } from '../explain/schema-parts.ts'
import { sentenceFor } from '../explain/sentences.ts'
import { formats } from '../formats.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { judgedSchema } from '../judged.ts'
import type { PlacedSchema } from '../subschemas.ts'
import { compileSchema } from '../validator.ts'
import type { LintFinding, LintRule } from './types.ts'

/** An example says of which version it is. */
export const exampleIdRule: LintRule = {
  name: 'schema-examples-$schema-matches-schema-$id',
  readsWhole: true,
  *find(schema) {
    if (!isObject(schema.properties) || !Object.hasOwn(schema.properties, '$schema')) return
    for (const [index, example] of examplesOf(schema).entries()) {
      const named = isObject(example) ? example.$schema : undefined
      if (named === schema.$id) continue
      const says = named === undefined ? 'has no `$schema`' : `names \`${textOf(named)}\``
      const message = `Example ${index + 1} ${says}, but the schema is \`${schema.$id}\`.`
      yield {
        severity: 'error',
        pointer: `/examples/${index}/$schema`,
        message,
        hint: 'Write `$schema: {$ref: "#/$id"}` in current.yaml.',
      }
    }
  },
}

/** An example is valid under its schema. */
export const exampleValidRule: LintRule = {
  name: 'schema-examples-are-valid',
  readsWhole: true,
  *find(schema, _config, all) {
    const examples = examplesOf(schema)
    if (examples.length > 0) yield* unjudgeable(schema, all)
    for (const [index, example] of examples.entries()) {
      if (accepts(schema, example)) continue
      for (const { pointer, message } of faultsIn(schema, example)) {
        yield { severity: 'error', pointer: `/examples/${index}${pointer}`, message, hint: 'Correct the example.' }
      }
    }
  },
}

/** What Ajv 6 refuses to compile, in jsonschema-tools as in EventGate; without an example nobody tries. */
function* unjudgeable(schema: JsonObject, all: readonly PlacedSchema[]): Generator<Omit<LintFinding, 'rule'>> {
  const { $schema } = schema
  if ($schema !== undefined && !/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test(textOf($schema))) {
    const message = `\`$schema\` is \`${textOf($schema)}\`; examples are judged by draft-07 only.`
    const hint = 'Write `$schema: https://json-schema.org/draft-07/schema#`.'
    yield { severity: 'error', pointer: '/$schema', message, hint }
  }
  for (const { schema: part, pointer, way } of all) {
    const { format } = part
    if (typeof format !== 'string' || !way.compiled || Object.hasOwn(formats, format)) continue
    const message = `\`${format}\` is no format that EventGate knows; it refuses the schema.`
    const near = nearest(format, Object.keys(formats))
    const hint = near ? `Write \`${near}\`.` : 'Take it out, or write a `pattern`.'
    yield { severity: 'error', pointer: `${pointer}/format`, message, hint }
  }
}

function examplesOf({ examples }: JsonObject): readonly unknown[] {
  return Array.isArray(examples) ? examples : []
}

/** In the words that a refused event gets. Compiling takes 20 ms, so it happens for wrong examples only. */
function faultsIn(schema: JsonObject, example: unknown): readonly { pointer: string; message: string }[] {
  try {
    const judged = judgedSchema(schema)
    const validate = compileSchema(judged, 'draft-07', 'all')
    if (validate(structuredClone(example))) return []
    const parts = createSchemaParts(judged.schema)
    return faultsOf(validate.errors).map(fault => ({
      pointer: problemPointer(fault),
      message: sentenceFor(fault, parts).message,
    }))
  } catch (failure) {
    // A reference that leads nowhere, or in a ring: what is materialized has none.
    return [{ pointer: '', message: `The schema cannot judge it: ${messageOf(failure)}.` }]
  }
}
