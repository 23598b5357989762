import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openFrontDoor, testEvent } from '../front-door.ts'
import { readEvents } from '../read-events.ts'

const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-canaries-'))
afterAll(() => rmSync(folder, { recursive: true }))

const streams = join(folder, 'streams.yaml')
writeFileSync(
  streams,
  `with.canary: {schema_title: test/event, canary_events_enabled: true, topic_prefixes: [eqiad., codfw.]}
without.canary: {schema_title: test/event, canary_events_enabled: false}
no.such.schema: {schema_title: not/there, canary_events_enabled: true}
`,
)

describe('canary events', () => {
  it('come to every topic of the streams that want them, and are counted and listed for nobody', async () => {
    await using sandbox = await openFrontDoor({ streams, canaryInterval: 3_600_000 })
    const events = await readEvents(`${sandbox.url}/v2/stream/with.canary?since=2020-01-01`, 2)
    expect(events.map(({ meta }) => meta.topic).sort()).toEqual(['codfw.with.canary', 'eqiad.with.canary'])
    expect(events[0]).toMatchObject({
      $schema: expect.stringMatching(/^\/test\/event\//),
      meta: { domain: 'canary', stream: 'with.canary', dt: expect.stringMatching(/Z$/) },
    })
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 0 })
    expect((await sandbox.get('/_sandbox/events')).items).toEqual([])
    expect((await sandbox.get('/_sandbox/events?q=is:canary')).items).toHaveLength(2)
    expect((await sandbox.get('/_sandbox/histogram')).bars.flat().some(Boolean)).toBe(false)
    const { items } = await sandbox.get('/_sandbox/streams')
    const canaries = Object.fromEntries(items.map(({ stream, canary }: Stream) => [stream, canary]))
    expect(canaries).toMatchObject({
      'with.canary': { enabled: true, everyMs: 3_600_000, last: expect.any(String), isMissing: false, problem: null },
      'without.canary': { enabled: false, last: null, isMissing: false },
      'no.such.schema': { enabled: true, last: null, isMissing: true, problem: expect.stringContaining('not/there') },
    })
  })

  it("of somebody else's are left out of counts as well, among others of one request", async () => {
    await using sandbox = await openFrontDoor()
    const of = (domain: string) => testEvent({ meta: { stream: 'mixed', domain } })
    expect((await sandbox.post([of('a'), of('canary'), of('b')])).status).toBe(201)
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 2, byStream: { mixed: { valid: 2 } } })
    expect((await sandbox.get('/_sandbox/events?q=stream:mixed')).items).toHaveLength(2)
    expect((await sandbox.get('/_sandbox/events?q=stream:mixed+is:canary')).items).toHaveLength(1)
    expect(await readEvents(`${sandbox.url}/v2/stream/mixed?since=2020-01-01`, 3)).toHaveLength(3)
    const url = `${sandbox.url}/v2/stream/mixed?since=2020-01-01&discard_canary=true`
    expect((await readEvents(url, 2)).map(({ meta }) => meta.domain)).toEqual(['a', 'b'])
  })

  it('are not sent where nobody chose an interval', async () => {
    await using sandbox = await openFrontDoor({ streams })
    await sandbox.post(testEvent({ meta: { stream: 'with.canary' } }))
    expect(await sandbox.get('/_sandbox/topics')).toMatchObject({ items: [{ topic: 'with.canary', records: 1 }] })
  })
})

interface Stream {
  readonly stream: string
  readonly canary: object
}
