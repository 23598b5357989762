import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { systemClock } from '../../server/base/clock.ts'
import { silentLogger } from '../../server/base/logger.ts'
import { builtInSchemas } from '../../server/config/built-in.ts'
import { configure } from '../../server/config/configure.ts'
import type { RunningSandbox } from '../../server/running-sandbox.ts'
import { openSandbox } from '../../server/sandbox.ts'
import { testEvent } from '../front-door.ts'

const gates = { clicks: { path: '/clicks', cluster: 'analytics' }, edge: { cluster: 'analytics' } }
const clusters = { analytics: { kafkaPort: 0 }, logging: {} }
const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-clusters-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function configured(content: object) {
  writeFileSync(join(folder, 'event-sandbox.config.yaml'), stringify(content))
  const options = { port: '0', kafkaPort: '0', storage: 'memory', watch: 'false' }
  return configure({ options, env: {}, cwd: folder, builtInSchemas })
}

describe('two clusters', () => {
  let sandbox: RunningSandbox
  beforeAll(async () => {
    const { values, gates: read } = configured({ gates, clusters })
    sandbox = await openSandbox(values, read, { cwd: folder, clock: systemClock, logger: silentLogger })
    await post('/v1/events', 'main.thing')
    await post('/clicks/v1/events', 'click.thing')
    await post('/gates/edge/v1/events', 'edge.thing')
  })
  afterAll(() => sandbox.stop())

  const headers = { 'content-type': 'application/json' }
  async function post(path: string, stream: string) {
    const body = JSON.stringify(testEvent({ meta: { stream }, test: stream }))
    const answer = await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body })
    expect([path, answer.status]).toEqual([path, 201])
  }
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
  const read = async (path: string): Promise<any> => (await fetch(`${sandbox.url}${path}`)).json()

  it('have the events of their gates, each with a Kafka of its own', async () => {
    const topics = async (broker: string | null) => {
      const admin = new Kafka({ brokers: [broker ?? ''], logLevel: logLevel.NOTHING }).admin()
      await admin.connect()
      const all = await admin.listTopics()
      await admin.disconnect()
      return all.filter(topic => topic.endsWith('.thing')).sort()
    }
    expect(sandbox.clusters).toMatchObject([{ name: 'main' }, { name: 'analytics' }, { name: 'logging', kafka: null }])
    const [main, analytics] = sandbox.clusters
    expect(await topics(main?.kafka ?? null)).toEqual(['main.thing'])
    expect(await topics(analytics?.kafka ?? null)).toEqual(['click.thing', 'edge.thing'])
  })

  it('are one on the page and in EventStreams', async () => {
    const { items } = await read('/_sandbox/events?order=asc')
    expect(items).toMatchObject([
      { cluster: 'main', scope: null, title: 'main.thing' },
      { cluster: 'analytics', gate: 'clicks', title: 'click.thing' },
      { cluster: 'analytics', gate: 'edge', title: 'edge.thing' },
    ])
    expect((await read('/_sandbox/events?cluster=main')).items).toMatchObject([{ title: 'main.thing' }])
    expect(await read('/_sandbox/summary?cluster=analytics')).toMatchObject({ total: 2 })
    expect((await read('/_sandbox/topics?cluster=analytics')).items).toMatchObject([{}, {}])
    const reading = new AbortController()
    const since = new Date(0).toISOString()
    const streams = `${sandbox.url}/v2/stream/main.thing,click.thing?since=${since}`
    const answer = await fetch(streams, { headers: { accept: 'application/json' }, signal: reading.signal })
    let text = ''
    for await (const piece of answer.body ?? []) {
      text += Buffer.from(piece).toString()
      if (text.trim().split('\n').length === 2) break
    }
    reading.abort()
    expect(text).toMatch(/main\.thing/)
    expect(text).toMatch(/click\.thing/)
  })
})

describe('what cannot be a cluster or a path', () => {
  it.each([
    [{ gates: { a: { cluster: 'analitics' } }, clusters }, 'Did you mean analytics?'],
    [{ gates: { a: { cluster: 'x' } } }, 'Add clusters: { x: { kafkaPort: 9093 } }.'],
    [{ clusters: { main: { kafkaPort: 1 } } }, 'Its Kafka port is kafkaPort at the top of the file.'],
    [{ clusters: { a: { port: 1 } } }, 'It has kafkaPort.'],
    [{ clusters: { a: { kafkaPort: 70_000 } } }, undefined],
    [{ clusters: { 'a/b': {} } }, undefined],
    [{ gates: { a: { path: 'x' } } }, undefined],
    [{ gates: { a: { path: '/_sandbox/x' } } }, undefined],
    [{ gates: { a: { path: '/x' }, b: { path: '/x' } } }, undefined],
  ])('%j', (content, hint) => {
    const reading = () => configured(content)
    expect(reading).toThrow(expect.objectContaining({ code: 'config_invalid' }))
    if (hint !== undefined) expect(reading).toThrow(expect.objectContaining({ hint }))
  })
})
