import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { readable } from '../../server/event/event-text.ts'
import { patched } from '../../server/event/patch.ts'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'
import type { SchemaRepository } from '../../server/schema/schema-repository.ts'
import { hasShared, shared } from '../shared.ts'
import { found } from './repository.ts'

type Json = Record<string, unknown>
type Example = { readonly schema: string; readonly stream: string; readonly event: Json }

const skipped = hasShared ? '' : ' (skipped: the folder ../shared is absent)'

describe.skipIf(!hasShared)(`two real schema repositories${skipped}`, () => {
  let repository: SchemaRepository
  const examples: Example[] = hasShared
    ? JSON.parse(readFileSync(shared('cases/streams/example-events.json'), 'utf8'))
    : []

  beforeAll(async () => {
    const folders = ['primary', 'secondary'].map(name => ({ name, folder: shared('data/schemas', name, 'jsonschema') }))
    repository = await openSchemaRepository({ folders, watch: false, logger: silentLogger })
  })
  afterAll(() => repository.close())

  it('load and compile, every version, without a finding', { timeout: 120_000 }, async () => {
    const usable = repository.list().filter(({ uri }) => repository.find(uri).found)
    await repository.inspected()
    console.log(
      `${usable.length} of ${repository.list().length} versions compile, ${repository.findings().length} findings`,
    )
    expect(usable).toHaveLength(510)
    expect(repository.findings()).toEqual([])
  })

  it.each(examples)('accept an example of $stream', ({ event }) => {
    expect(found(repository, event.$schema).accepts(structuredClone(event))).toBe(true)
  })

  /** Explains an event that was made wrong in one place, and shows the lines that the explanation names. */
  function explained(event: Json) {
    const schema = found(repository, event.$schema)
    const text = readable(JSON.stringify(event))
    expect(schema.accepts(structuredClone(event))).toBe(false)
    const problems = schema.explain(event, text)
    const lines = problems.map(problem => ({
      event: text.split('\n')[(problem.line ?? 0) - 1] ?? '',
      rule: readFileSync(problem.schema?.file ?? '', 'utf8').split('\n')[(problem.schema?.line ?? 0) - 1] ?? '',
    }))
    return { schema, problems, lines }
  }

  const requiredKeys = ({ event, schema }: Example) => {
    const { document } = found(repository, schema)
    return (document.required as string[]).filter(key => key !== '$schema' && key in event)
  }

  it('refuse each example without one of its required keys, with one problem that names it', () => {
    let cases = 0
    for (const example of examples) {
      for (const key of requiredKeys(example)) {
        cases++
        const { [key]: _, ...event } = example.event
        const { problems, lines } = explained(event)
        expect(problems, `${example.stream} without ${key}`).toHaveLength(1)
        expect(problems[0]).toMatchObject({
          pointer: '',
          keyword: 'required',
          message: `\`${key}\` is missing.`,
          line: 1,
        })
        expect(problems[0]?.hint).toMatch(/^Add it/)
        expect(lines[0]?.rule.trim()).toBe(`- ${key}`)
      }
    }
    console.log(`${cases} events with a required key removed: one problem each`)
    expect(cases).toBeGreaterThan(30)
  })

  it('refuse each example with one required key misspelt, with one problem and a correction', () => {
    let cases = 0
    for (const example of examples) {
      for (const key of requiredKeys(example)) {
        for (const wrong of misspellings(key)) {
          cases++
          const event = Object.fromEntries(
            Object.entries(example.event).map(([name, value]) => [name === key ? wrong : name, value]),
          )
          const { problems, lines, schema } = explained(event)
          expect(problems, `${example.stream} with ${wrong} for ${key}`).toHaveLength(1)
          expect(problems[0]).toMatchObject({
            pointer: '',
            keyword: 'required',
            hint: `Rename \`${wrong}\` to \`${key}\`.`,
          })
          expect(problems[0]?.message).toBe(`\`${key}\` is missing, and \`${wrong}\` is not a known key.`)
          expect(lines[0]?.event).toContain(`"${wrong}"`)
          expect(lines[0]?.rule.trim()).toBe(`- ${key}`)
          expect(schema.accepts(patched(event, problems[0]?.fix?.patch ?? []))).toBe(true)
        }
      }
    }
    console.log(`${cases} events with a required key misspelt: one problem each, each corrected by its patch`)
    expect(cases).toBeGreaterThan(90)
  })

  it('refuse each example with one value of another type, with one problem at that value', () => {
    let cases = 0
    for (const example of examples) {
      for (const { pointer, event } of typeChanges(example, repository)) {
        cases++
        const { problems, lines } = explained(event)
        const about = `${example.stream} ${pointer}`
        expect(
          problems.map(problem => problem.pointer),
          about,
        ).toEqual([pointer])
        expect(problems[0]?.message, about).toMatch(/ must be .+, but it is .+\.$/)
        expect(problems[0]?.hint, about).toMatch(/\.$/)
        expect(lines[0]?.event, about).toContain(`"${pointer.split('/').at(-1)}"`)
        expect(lines[0]?.rule.trim(), about).toMatch(/^type:/)
      }
    }
    console.log(`${cases} events with the type of a value changed: one problem each, at that value`)
    expect(cases).toBeGreaterThan(100)
  })
})

function misspellings(key: string): readonly string[] {
  const swapped = key.length > 2 ? key.slice(0, -2) + key.slice(-1) + key.slice(-2, -1) : `${key.at(-1)}${key[0]}`
  return [swapped, `${key}s`, key.toUpperCase()].filter(wrong => wrong !== key)
}

/** The event once for each value that stands at a declared key of one type, with a value of another type there. */
function typeChanges({ event, schema }: Example, repository: SchemaRepository) {
  const changes: { pointer: string; event: Json }[] = []
  const walk = (value: unknown, part: Json | undefined, pointer: string) => {
    const { type, properties } = part ?? {}
    if (pointer !== '' && typeof type === 'string' && pointer !== '/$schema') {
      const wrong = type === 'string' ? 42 : type === 'array' ? 'text' : [{}, {}]
      changes.push({ pointer, event: patched(event, [{ op: 'replace', path: pointer, value: wrong }]) as Json })
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const [key, inside] of Object.entries(value)) {
      walk(inside, (properties as Record<string, Json> | undefined)?.[key], `${pointer}/${key}`)
    }
  }
  walk(event, found(repository, schema).document as Json, '')
  return changes
}
