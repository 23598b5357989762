import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtCommand } from '../built.ts'
import { runInProcess } from '../cli/in-process.ts'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { commandsIn, documentBlocks, wordsOf } from './blocks.ts'
import { allHelp } from './help.ts'
import { startAndStop } from './start.ts'
import { openWorkplace } from './workplace.ts'

const home = process.cwd()
const place = openWorkplace()
const help = allHelp()
const blocks = documentBlocks()
// In workflows they stand behind a hyphen.
const inWorkflows = blocks.flatMap(({ text }) => [...text.matchAll(/^ +- (?:run: )?(npx event-sandbox exec .*)$/gm)])
const inDocuments = [...blocks.flatMap(commandsIn), ...inWorkflows.map(([, line = '']) => line)]
const examples = [...help.flatMap(each => each.examples), ...inDocuments]
  .flatMap(line => line.split(' && '))
  .map(line => line.replace(/^npx /, ''))
  .filter(line => /^event-sandbox(?: |$)/.test(line))

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
  process.env.EVENT_SANDBOX_URL = sandbox.url
  process.env.EVENT_SANDBOX_PORT = '0'
  process.env.EVENT_SANDBOX_KAFKA_PORT = '0'
  place.begin()
  process.chdir(place.folder)
})
beforeEach(async () => {
  await sandbox.reset()
  await sandbox.clock.reset()
  for (const { name } of await sandbox.snapshots.list()) await sandbox.snapshots.delete(name)
  await sandbox.post(testEvent())
})
afterAll(async () => {
  process.chdir(home)
  for (const name of ['URL', 'PORT', 'KAFKA_PORT']) delete process.env[`EVENT_SANDBOX_${name}`]
  await sandbox.stop()
  place.close()
})

it.each(help)('$name has an example in its help', ({ examples }) => {
  expect(examples.length).toBeGreaterThan(0)
})

describe('an example of the help or the documents', () => {
  it.each([...new Set(examples)])('does what it says: %s', async example => {
    await prepare(example)
    const args = wordsOf(example).slice(1)
    if (args[0] === 'tail' || args[0] === 'demo') expect(await runUntilStopped(args)).toBe(130)
    else expect(await runInProcess(args, startAndStop)).toMatchObject({ failure: undefined, code: 0 })
  })
})

/** What an example takes for granted: a fresh repository, a snapshot, a topic with a group that has read of it. */
async function prepare(example: string): Promise<void> {
  if (/ (?:schema|init)\b/.test(example)) {
    process.chdir(home)
    place.begin()
    process.chdir(place.folder)
  }
  rmSync(/ --save (\S+)/.exec(example)?.[1] ?? 'none', { force: true })
  if (/ snapshot (?:restore|delete)/.test(example)) await sandbox.snapshots.save('before-migration')
  if (!/ (?:topics|groups)\b/.test(example)) return
  await call('DELETE', 'topics/orders')
  if (example.includes('topics create')) return
  await call('POST', 'topics', { topic: 'orders', partitions: 3 })
  await call('PUT', 'groups/billing/offsets', { topic: 'orders', to: 'earliest' })
}

function call(method: string, path: string, body?: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  const json = body === undefined ? {} : { headers, body: JSON.stringify(body) }
  return fetch(`${sandbox.url}/_sandbox/${path}`, { method, ...json })
}

/** Runs what goes on until it is stopped up to its first words, and gives its exit code. */
async function runUntilStopped(args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [builtCommand, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit') as Promise<[number | null]>
  let isSaid = false
  const said = once(args[0] === 'tail' ? child.stdout : child.stderr, 'data').then(() => {
    isSaid = true
  })
  const edit = (await sandbox.get('/_sandbox/schemas/wiki/page/edit/1.1.0/example')) as object
  const events = [testEvent(), testEvent({ test: 5 }), { ...edit, meta: { stream: 'wiki.page-edit' } }]
  while (!isSaid && child.exitCode === null) await sandbox.post(events)
  await said
  child.kill('SIGINT')
  return (await exited)[0]
}
