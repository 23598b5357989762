import { join } from 'node:path'
import { expect, it } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { readable } from '../../server/event/event-text.ts'
import { patched } from '../../server/event/patch.ts'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'
import { found } from './repository.ts'

type Json = Record<string, unknown>
type Random = (below: number) => number

const folder = join(import.meta.dirname, '..', '..', 'schemas', 'jsonschema')

it('every correction that is offered takes its problem away and brings no other', async () => {
  const repository = await openSchemaRepository({
    folders: [{ name: 'schemas', folder }],
    watch: false,
    logger: silentLogger,
  })
  const schemas = repository.list().map(({ uri }) => found(repository, uri))
  const random = seeded(20261123)
  const counts = { events: 0, refused: 0, problems: 0, corrections: 0, mended: 0 }

  for (let round = 0; round < 3000; round++) {
    const schema = schemas[random(schemas.length)]
    const [example] = (schema?.document.examples ?? []) as Json[]
    if (schema === undefined || example === undefined) continue
    let event: object = example
    for (let mistakes = 1 + random(3); mistakes > 0; mistakes--) event = withMistake(event, random)
    counts.events++
    const problems = schema.explain(event, readable(JSON.stringify(event)))
    expect(problems.length === 0, JSON.stringify(event)).toBe(schema.accepts(structuredClone(event)))
    if (problems.length === 0) continue
    counts.refused++
    counts.problems += problems.length

    let mended = event
    for (const { fix, message } of problems) {
      if (fix === undefined) continue
      counts.corrections++
      const after = patched(event, fix.patch)
      const left = schema.explain(after, JSON.stringify(after))
      expect(left.map(problem => problem.message)).not.toContain(message)
      mended = patched(mended, fix.patch)
    }
    // A renamed key may bring to light what is wrong inside it; nothing else may be left.
    const renamed = problems.flatMap(
      ({ fix }) => fix?.patch.flatMap(one => (one.op === 'move' ? [one.path] : [])) ?? [],
    )
    if (problems.every(({ fix }) => fix !== undefined)) {
      counts.mended++
      const left = schema.explain(mended, JSON.stringify(mended)).map(({ pointer }) => pointer)
      expect(left.filter(pointer => !renamed.some(path => pointer === path || pointer.startsWith(`${path}/`)))).toEqual(
        [],
      )
    }
    for (const { message, line, schema: place } of problems) {
      expect(message).toMatch(/\.$/)
      expect(line).toBeGreaterThan(0)
      expect(place?.line).toBeGreaterThan(0)
    }
  }
  await repository.close()
  console.log(
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
  )
  expect(counts.corrections).toBeGreaterThan(1000)
})

/** The same numbers in every run: a failure can be looked at again. */
function seeded(seed: number): Random {
  let state = seed
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

/** The event with one of the mistakes that people make, somewhere in it. */
function withMistake(event: object, random: Random): object {
  const copy = structuredClone(event) as Json
  const objects = objectsIn(copy)
  const object = objects[random(objects.length)] ?? copy
  const keys = Object.keys(object).filter(key => key !== '$schema')
  const key = keys[random(keys.length)]
  if (key === undefined) return copy
  const value = object[key]
  const mistakes: (() => void)[] = [
    () => delete object[key],
    () => rename(object, key, key.slice(0, -1)),
    () =>
      rename(
        object,
        key,
        key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      ),
    () => rename(object, key, `${key.slice(0, -2)}${key.slice(-1)}${key.slice(-2, -1)}`),
    () => (object[key] = typeof value === 'string' ? 42 : String(value)),
    () => (object[key] = null),
    () => (object[key] = [value]),
    () => (object[key] = typeof value === 'string' ? ` ${value.toUpperCase()} ` : value === true ? 'yes' : -5.5),
    () =>
      (object[key] = typeof value === 'string' && /^\d{4}-/.test(value) ? value.slice(0, 19).replace('T', ' ') : ''),
    () => (object[`${key}x`] = value),
  ]
  mistakes[random(mistakes.length)]?.()
  return copy
}

function objectsIn(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? inside : [value as Json, ...inside]
}

function rename(object: Json, key: string, name: string): void {
  if (name === key || name === '' || name in object) return
  object[name] = object[key]
  delete object[key]
}
