import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { SchemaFolder } from '../schema/repository.ts'

const quoted = (value: unknown = 42, stream = 'test.event') => testEvent({ test: value, meta: { stream } })

describe('GET /_sandbox/problems', () => {
  it('groups refusals by what is wrong, whatever value was sent', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([quoted(1), quoted(2), quoted(2, 'other.stream'), testEvent()])
    await sandbox.post({ $schema: '/test/event/1.1.0', meta: { stream: 'test.event' }, test: true })
    await sandbox.post(testEvent({ $schema: '/test/evnt/1.0.0' }))
    const list = await sandbox.get('/_sandbox/problems')
    expect(list).toMatchObject({ refusals: 5, open: 2, resolved: 0, complete: true })
    expect(list.items[0]).toMatchObject({
      state: 'open',
      message: '`test` must be a string.',
      keyword: 'type',
      pointer: '/test',
      count: 4,
      streams: [
        { name: 'test.event', count: 3 },
        { name: 'other.stream', count: 1 },
      ],
    })
    expect(list.items[0].minutes.reduce((sum: number, each: number) => sum + each)).toBe(4)
    expect(list.items[1]).toMatchObject({ keyword: '$schema', count: 1, hint: expect.stringContaining('test/event') })
    const sample = await sandbox.get(`/_sandbox/events/${list.items[0].sample}`)
    expect(sample.problems[0].keyword).toBe('type')
  })

  it('counts an event with two causes in both, and once in all', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post({ $schema: '/wiki/search/1.1.0', meta: { stream: 'wiki.search' }, dt: 'x', query: 1 })
    const list = await sandbox.get('/_sandbox/problems')
    expect(list.refusals).toBe(1)
    expect(list.items.length).toBeGreaterThan(1)
  })

  it('takes a search, and a limit of 0 for the counts alone', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([quoted(1), quoted(2, 'other.stream')])
    expect(await sandbox.get('/_sandbox/problems?q=stream:other.*')).toMatchObject({
      refusals: 1,
      complete: true,
      items: [{ count: 1, streams: [{ name: 'other.stream', count: 1 }] }],
    })
    expect(await sandbox.get('/_sandbox/problems?limit=0')).toMatchObject({ refusals: 2, open: 1, items: [] })
    expect((await fetch(`${sandbox.url}/_sandbox/problems?q=straem:x`)).status).toBe(400)
  })

  it('tells of one what was sent, the rule, and which events a correction makes whole', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([quoted(1), quoted(1), quoted({ a: 1 })])
    const [{ id }] = (await sandbox.get('/_sandbox/problems')).items
    expect(await sandbox.get(`/_sandbox/problems/${id}`)).toMatchObject({
      id,
      rule: 'type: string',
      values: [
        { text: '1', count: 2 },
        { text: '{"a":1}', count: 1, fixable: false },
      ],
      samples: { count: 3 },
    })
    await sandbox.post(quoted(7, 'other.stream'))
    const found = await sandbox.get(`/_sandbox/problems/${id}?q=stream:other.*`)
    expect(found).toMatchObject({ id, count: 1, values: [{ text: '7', count: 1 }], samples: { count: 1 } })
    const missing = await fetch(`${sandbox.url}/_sandbox/problems/none`)
    expect(missing.status).toBe(404)
    expect(await missing.json()).toMatchObject({ code: 'problem_not_found', hint: expect.any(String) })
  })

  it('survives a restart, as the log does', async () => {
    const storage = mkdtempSync(join(tmpdir(), 'event-sandbox-problems-'))
    try {
      let before: unknown
      {
        await using sandbox = await openFrontDoor({ storage })
        await sandbox.post([quoted(1), quoted(2), '{'])
        before = await sandbox.get('/_sandbox/problems')
      }
      await using sandbox = await openFrontDoor({ storage })
      expect(await sandbox.get('/_sandbox/problems')).toEqual(before)
    } finally {
      rmSync(storage, { recursive: true })
    }
  })

  it('forgets what the log lets go', async () => {
    await using sandbox = await openFrontDoor({ retention: { bytes: 200_000 } })
    const large = quoted({ filler: 'x'.repeat(20_000) })
    for (let request = 0; request < 20; request++) await sandbox.post(large)
    const list = await once(sandbox, ({ refusals }) => refusals > 0 && refusals < 20)
    expect(list.items).toMatchObject([{ count: list.refusals, streams: [{ count: list.refusals }] }])
  })
})

describe('a group that a schema change resolves', () => {
  it('says so, and which version took it away', async () => {
    await using folder = new SchemaFolder({ 'note/1.0.0.yaml': schema('note', '1.0.0', 'string') })
    await using sandbox = await openFrontDoor({ schemas: [folder.path], watch: true })
    await sandbox.post([note(1), note(2)])
    expect((await sandbox.get('/_sandbox/problems')).items).toMatchObject([{ state: 'open', count: 2 }])

    folder.write('note/1.0.0.yaml', schema('note', '1.0.0', 'integer'))
    const resolved = await once(sandbox, ({ items }) => items[0].state === 'resolved')
    expect(resolved).toMatchObject({ open: 0, resolved: 1 })
    expect(resolved.items[0].resolved.cause).toBe('All 2 samples pass now, under `/note/1.0.0`.')

    await sandbox.post(note('text again'))
    const again = await sandbox.get('/_sandbox/problems')
    expect(again.open).toBe(1)
  })

  it('names the newer version that takes the events, where one was added since', async () => {
    await using folder = new SchemaFolder({ 'note/1.0.0.yaml': schema('note', '1.0.0', 'string') })
    await using sandbox = await openFrontDoor({ schemas: [folder.path], watch: true })
    await sandbox.post(note(1))
    folder.write('note/1.1.0.yaml', schema('note', '1.1.0', 'integer'))
    const resolved = await once(sandbox, ({ items }) => items[0].state === 'resolved')
    expect(resolved.items[0].resolved.cause).toBe('The sample passes under `/note/1.1.0`: name it in `$schema`.')
  })
})

function note(text: unknown) {
  return { $schema: '/note/1.0.0', meta: { stream: 'notes' }, text }
}

function schema(title: string, version: string, type: string): object {
  return {
    title,
    $id: `/${title}/${version}`,
    $schema: 'https://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      meta: { type: 'object', properties: { stream: { type: 'string' } } },
      text: { type },
    },
  }
}

// Asks until it is so; the test's own limit ends it.
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
async function once(sandbox: FrontDoor, holds: (list: any) => boolean): Promise<any> {
  for (;;) {
    const list = await sandbox.get('/_sandbox/problems')
    if (holds(list)) return list
  }
}
