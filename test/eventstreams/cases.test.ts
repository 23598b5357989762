import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type FrontDoor, openFrontDoor, sendRaw } from '../front-door.ts'
import { batchOf } from '../kafka/batches.ts'
import { createTopic, produce } from '../kafka/door.ts'
import { connectWire } from '../kafka/wire.ts'

// biome-ignore lint/suspicious/noExplicitAny: cases are JSON of many shapes
type Json = any

const { setup, cases } = read('sse-cases.json')
const streamConfig = read('streamconfig-cases.json')

const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-streams-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('EventStreams, as observed on the original', () => {
  for (const each of cases.filter(({ level }: Json) => level !== 'may')) {
    it(`${each.title} (${each.id})`, async () => {
      await using sandbox = await openSetUp()
      await check(each, sandbox)
    })
  }
})

/** A sandbox with the cases' streams, and their topics and records brought in through the Kafka door. */
async function openSetUp(): Promise<FrontDoor> {
  const sandbox = await openFrontDoor({ streams: write('streams.yaml', setup.streams) })
  const wire = await connectWire(sandbox.brokers)
  for (const [name, partitions] of Object.entries(setup.topics)) await createTopic(wire, name, partitions as number)
  for (const record of setup.produce) {
    const value = 'raw' in record ? record.raw : JSON.stringify(record.value)
    const batch = batchOf([value], { time: record.timestamp_ms, keys: [record.key ?? null] })
    const answer = await produce(wire, record.topic, batch, { partition: record.partition ?? 0 })
    expect(answer).toMatchObject({ errorCode: 0 })
  }
  return sandbox
}

async function check(
  { request, expect: wanted, produce_after_open: later = [] }: Json,
  sandbox: FrontDoor,
): Promise<void> {
  if (wanted.json || wanted.spec_enum_contains) return checkAnswer(request, wanted, sandbox)
  using consumer = await consume(request, sandbox)
  expect(consumer.status).toBe(wanted.status)
  for (const [name, value] of Object.entries(wanted.headers ?? {})) expect(consumer.headers.get(name)).toBe(value)
  expect(await consumer.preamble()).toBe(':ok\n\n')
  if (wanted.quiet_ms) {
    // What must stay quiet is told from what is late by an event that comes behind it.
    await produceMark(request, sandbox)
    expect(JSON.parse((await consumer.next()).data).n).toBe('mark')
    return
  }
  if (wanted.data_lines) {
    for (const line of wanted.data_lines) expect((await consumer.next()).data).toBe(line)
    return
  }
  for (const { topic, value } of later) await produceOne(sandbox, topic, value)
  const expected = wanted.events ?? wanted.events_after_produce
  const messages: Message[] = []
  while (messages.length < expected.length) messages.push(await consumer.next())
  const seen = messages.map(({ data }) => JSON.parse(data))
  const places = seen.map(({ n, meta }) => ({ n, topic: meta.topic, partition: meta.partition, offset: meta.offset }))
  expect(byPlace(places)).toMatchObject(byPlace(expected))
  for (const { index, path, equals } of wanted.data_checks ?? []) {
    expect({ value: path.split('.').reduce((value: Json, key: string) => value[key], seen[index]) }).toMatchObject({
      value: equals,
    })
  }
  const lastId = JSON.parse(messages.at(-1)?.id ?? '[]')
  if (wanted.last_id) expect(byPlace(lastId)).toEqual(byPlace(wanted.last_id))
  for (const entry of wanted.last_id_contains ?? []) expect(lastId).toContainEqual(entry)
  for (const { id } of messages) {
    for (const [topic, partition] of wanted.every_id_partitions ?? []) {
      expect(JSON.parse(id)).toContainEqual(expect.objectContaining({ topic, partition }))
    }
  }
}

async function checkAnswer(request: Json, wanted: Json, sandbox: FrontDoor): Promise<void> {
  const { status, text, headers } = await sendRaw(`${sandbox.url}${request.path}`, {
    method: request.method,
    headers: request.headers,
  })
  expect(status).toBe(wanted.status)
  for (const [name, value] of Object.entries(wanted.headers ?? {})) expect(headers[name]).toBe(value)
  const body = JSON.parse(text)
  if (wanted.json) expect(body).toMatchObject(wanted.json)
  if (!wanted.spec_enum_contains) return
  const named = body.paths['/v2/stream/{streams}'].get.parameters[0].schema.items.enum
  for (const name of wanted.spec_enum_contains) expect(named).toContain(name)
  for (const name of wanted.spec_enum_lacks) expect(named).not.toContain(name)
}

async function produceMark({ path }: Json, sandbox: FrontDoor): Promise<void> {
  const stream = decodeURIComponent(/stream\/([^?]+)/.exec(path)?.[1] ?? '')
  await produceOne(sandbox, setup.streams[stream]?.topics[0] ?? stream, { n: 'mark' })
}

async function produceOne(sandbox: FrontDoor, topic: string, value: Json): Promise<void> {
  await produce(await connectWire(sandbox.brokers), topic, batchOf([JSON.stringify(value)]))
}

interface Message {
  readonly id: string
  readonly data: string
}

async function consume({ path, headers }: Json, sandbox: FrontDoor) {
  const stopping = new AbortController()
  const answer = await fetch(`${sandbox.url}${path}`, { headers, signal: stopping.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const block = async () => {
    while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? ''
    const end = text.indexOf('\n\n') + 2
    const found = text.slice(0, end)
    text = text.slice(end)
    return found
  }
  return {
    status: answer.status,
    headers: answer.headers,
    preamble: block,
    async next(): Promise<Message> {
      const found = await block()
      return { id: /^id: (.*)$/m.exec(found)?.[1] ?? '', data: /^data: (.*)$/m.exec(found)?.[1] ?? '' }
    },
    [Symbol.dispose]: () => stopping.abort(),
  }
}

// Order is fixed within a partition only.
function byPlace(entries: Json[]): Json[] {
  const keyOf = ({ topic, partition, offset, n }: Json) =>
    `${topic} ${partition} ${String(offset).padStart(9, '0')} ${n}`
  return [...entries].sort((one, other) => keyOf(one).localeCompare(keyOf(other)))
}

describe('GET /w/api.php?action=streamconfigs, as EventStreamConfig computes it', () => {
  const { wgEventStreams, wgEventStreamsDefaultSettings } = streamConfig
  let mediawiki: FrontDoor
  beforeAll(async () => {
    mediawiki = await openFrontDoor({
      streams: write('mediawiki.yaml', { wgEventStreams, wgEventStreamsDefaultSettings }),
    })
  })
  afterAll(() => mediawiki.stop())

  for (const { id, streams, constraints, result } of streamConfig.cases) {
    it(`${id}: streams=${streams} constraints=${constraints}`, async () => {
      const query = new URLSearchParams({ action: 'streamconfigs', format: 'json', all_settings: 'true' })
      if (streams !== null) query.set('streams', streams)
      if (constraints !== null) query.set('constraints', constraints)
      const answer = await fetch(`${mediawiki.url}/w/api.php?${query}`)
      expect(answer.headers.get('cache-control')).toContain('max-age=600')
      expect(await answer.json()).toEqual({ streams: result })
    })
  }

  it.each([
    ['?action=query', 'badvalue'],
    [
      `?action=streamconfigs&streams=${Array.from({ length: 251 }, (_, index) => `s${index}`).join('|')}`,
      'toomanyvalues',
    ],
  ])('answers %s as MediaWiki does', async (query, code) => {
    expect(await mediawiki.get(`/w/api.php${query}`)).toMatchObject({ error: { code } })
  })
})

function write(file: string, content: unknown): string {
  const path = join(folder, file)
  writeFileSync(path, stringify(content))
  return path
}

function read(file: string): Json {
  return JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
}
