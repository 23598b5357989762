import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accepts } from '../../../server/schema/accepts.ts'
import { checkSchema } from '../../../server/schema/build-schema.ts'
import { compareSchemas } from '../../../server/schema/compare/compare.ts'
import { narrowings } from '../../../server/schema/compare/narrowing.ts'
import { toolVerdict } from '../../../server/schema/compare/tool-verdict.ts'
import { isObject, type JsonObject } from '../../../server/schema/json-object.ts'
import { lintSchema } from '../../../server/schema/lint/lint.ts'
import { materialize } from '../../../server/schema/materialize/materialize.ts'
import { seededChoices } from '../../../server/schema/sample/choices.ts'
import { parseSource } from '../../../server/schema/source-file.ts'
import { toolsConfig } from '../../../server/schema/tools-config.ts'
import { compilePlain } from '../../../server/schema/validator.ts'
import { declaredDocument, isDeclaredThroughout, randomPair, randomSchema } from './random-schemas.ts'

/** Valid ones; where the old schema refuses most, fewer are found in this many. */
const documentsEach = 1000
const triedEach = 4000
/** More, with another seed, where somebody looks for a counterexample. */
const runs = { numRuns: Number(process.env.RUNS ?? 300) }
const seeds = fc.integer()
const config = toolsConfig({ shouldGenerateExample: true })

describe('comparing random schemas', () => {
  it('never says BACKWARD compatible where an event of the old schema is refused by the new', () => {
    const counts = { pairs: 0, compatible: 0, documents: 0 }
    fc.assert(
      fc.property(seeds, seed => {
        const { next: random } = seededChoices(seed)
        const [old, next] = randomPair(random)
        counts.pairs++
        if (isDeepStrictEqual(old, next) || narrowings(old, next).length > 0) return
        counts.compatible++
        let valid = 0
        for (let tried = 0; valid < documentsEach && tried < (valid > 0 ? triedEach : 200); tried++) {
          const document = declaredDocument(old, random)
          if (!accepts(old, document) || !isDeclaredThroughout([old], document)) continue
          valid++
          if (!accepts(next, document))
            throw new Error(`${json(document)} is valid under ${json(old)}, not under ${json(next)}`)
        }
        counts.documents += valid
      }),
      runs,
    )
    console.log(
      `${counts.pairs} pairs, ${counts.compatible} BACKWARD compatible and not the same, ${counts.documents} old events valid under the new`,
    )
    expect(counts.documents).toBeGreaterThan(runs.numRuns)
  })

  it('shows a witness, as Ajv sees it, for most breaks', () => {
    let breaks = 0
    let shown = 0
    fc.assert(
      fc.property(seeds, seed => {
        const [old, next] = randomPair(seededChoices(seed).next)
        for (const { witness, breaks: modes } of compareSchemas(old, next).changes) {
          if (modes.includes('BACKWARD') || modes.includes('FORWARD')) breaks++
          if (witness === undefined) continue
          shown++
          const [valid, invalid] = witness.validUnder === 'old' ? [old, next] : [next, old]
          expect(accepts(valid, witness.document)).toBe(true)
          expect(accepts(invalid, witness.document)).toBe(false)
        }
      }),
      { numRuns: runs.numRuns / 5 },
    )
    console.log(`${shown} of ${breaks} breaks have a witness`)
    expect(shown / breaks).toBeGreaterThan(0.6)
  })

  it('judges as Ajv does', () => {
    let judged = 0
    fc.assert(
      fc.property(seeds, seed => {
        const { next: random } = seededChoices(seed)
        const schema = randomSchema(random)
        const validate = compilePlain({ schema, namesInherited: false })
        for (let tried = 0; tried < 50; tried++) {
          const document = declaredDocument(schema, random)
          judged++
          expect(accepts(schema, document), `${json(schema)} of ${json(document)}`).toBe(validate(document))
        }
      }),
      { numRuns: runs.numRuns / 5 },
    )
    console.log(`${judged} documents judged alike by walking and by Ajv`)
  })

  it.each([
    ['any JSON document', fc.jsonValue()],
    ['keywords with anything as their values', oddSchemas()],
  ])('survives %s offered as a schema', (_, values) => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const [old, next] = [one, other].map(value => (isObject(value) ? value : { properties: { a: value } })) as [
          JsonObject,
          JsonObject,
        ]
        compareSchemas(old, next)
        toolVerdict(old, next)
        lintSchema(old, config)
        const read = parseSource({ file: 'a.json', uri: '/a/1.0.0' }, JSON.stringify(old))
        if (read.ok) materialize(read.source, () => ({ ok: false, message: 'It is not there.', hint: '' }), config)
        if (read.ok) checkSchema(read.source, () => ({ ok: false, message: 'It is not there.', hint: '' }))
      }),
      runs,
    )
  })
})

/** Keywords where they belong and where they do not, with values of any type. */
function oddSchemas(): fc.Arbitrary<unknown> {
  const keys = fc.constantFrom(
    ...'$id $ref $schema additionalItems additionalProperties allOf anyOf const contains default definitions'.split(
      ' ',
    ),
    ...'dependencies description else enum examples exclusiveMaximum format if items maxLength maximum minItems'.split(
      ' ',
    ),
    ...'multipleOf not oneOf pattern patternProperties properties propertyNames required then title type'.split(' '),
    ...'uniqueItems a constructor __proto__'.split(' '),
  )
  const texts = fc.constantFrom('#', '#/properties/a', '/a/1.0.0', 'object', 'array', 'string', 'integer', '[', 'date')
  return fc.letrec<{ value: unknown; schema: unknown }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      texts,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('schema'),
    ),
    schema: fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  })).schema
}

function json(value: unknown): string {
  return JSON.stringify(value)
}
