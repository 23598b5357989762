import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { runInProcess } from './in-process.ts'
import { runCli } from './run-cli.ts'

const root = join(import.meta.dirname, '../..')
const home = process.cwd()

let cwd: string
let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor({ kafka: false })
  process.env.EVENT_SANDBOX_URL = sandbox.url
  cwd = mkdtempSync(join(tmpdir(), 'event-sandbox-suite-'))
  process.chdir(cwd)
})
afterAll(async () => {
  process.chdir(home)
  delete process.env.EVENT_SANDBOX_URL
  await sandbox.stop()
  rmSync(cwd, { recursive: true })
})
beforeEach(() => sandbox.reset())

describe('event-sandbox send', () => {
  it.each([
    ['an example', ['test.event', '--example', '--set', 'test=mine'], { test: 'mine', test_map: { dolorb: 'dolor' } }],
    ['single fields', ['test.event', '--set', 'test=hi', '--set', 'n.deep=[1]'], { test: 'hi', n: { deep: [1] } }],
    ['a file', ['event.json'], { test: 'from a file' }],
    ['a file into another stream', ['other', 'event.json'], { test: 'from a file' }],
    ['lines of JSON', ['test.event', 'events.ndjson'], { test: 'second' }],
    ['YAML', ['test.event', 'event.yaml'], { test: 'yaml' }],
  ])('sends %s', async (_, args, event) => {
    writeFileSync('event.json', JSON.stringify(testEvent({ test: 'from a file' })))
    writeFileSync('events.ndjson', '{"test":"first"}\n{"test":"second"}\n')
    writeFileSync('event.yaml', 'test: yaml\n')
    const { code, stdout } = await runInProcess(['send', ...args])
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Accepted {2}\S+ {2}\S+$/m) })
    expect((await sandbox.events()).map(item => item.event)).toContainEqual(expect.objectContaining(event))
  })

  it('says what is wrong, and ends with 5', async () => {
    const { code, stderr } = await runInProcess(['send', 'test.event', '--set', 'test=5'])
    expect({ code, stderr }).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('test must be a string, but it is a number.'),
    })
  })

  it.each([
    [[], 'There is nothing to send.'],
    [['nobody.knows', '--set', 'a=1'], 'Nobody says which schema nobody.knows has.'],
    [['test.event', '--set', 'a'], '--set takes path=value'],
    [['test.event', 'missing.json'], 'missing.json cannot be read'],
  ])('refuses %j', async (args, message) => {
    expect((await runInProcess(['send', ...args])).failure).toMatchObject({ message: expect.stringContaining(message) })
  })
})

describe('event-sandbox export and import', () => {
  const stamped = (test: unknown, id: string) =>
    testEvent({ meta: { stream: 'test.event', id, dt: '2026-01-01T00:00:00Z' }, test })
  const one = stamped('one', '8c4f1f9c-0000-4000-8000-000000000001')
  const two = stamped('two', '8c4f1f9c-0000-4000-8000-000000000002')
  const linesOf = (text: string) => text.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]))

  it('takes events out, the oldest first, and sends them as they were', async () => {
    await sandbox.post([one, testEvent({ test: 5 }), two])
    const exported = await runInProcess(['export', '--output', 'out.ndjson'])
    expect(exported).toMatchObject({ code: 0, stdout: '', stderr: '' })
    expect(linesOf(readFileSync('out.ndjson', 'utf8'))).toMatchObject([one, two])
    expect(linesOf((await runInProcess(['export', 'stream:test.event .test:two'])).stdout)).toMatchObject([two])
    await sandbox.reset()
    expect(await runInProcess(['import', 'out.ndjson'])).toMatchObject({
      code: 0,
      stdout: '2 events accepted, 0 refused.\n',
    })
    expect((await sandbox.events()).map(item => item.event)).toMatchObject([one, two])
  })

  it('gives new ids and dates where they are to be fresh', async () => {
    writeFileSync('in.ndjson', `${JSON.stringify(one)}\n`)
    expect((await runInProcess(['import', '--fresh', '--json', 'in.ndjson'])).stdout).toBe(
      '{"accepted":1,"refused":0}\n',
    )
    const [item] = await sandbox.events()
    expect(item?.event).toMatchObject({ test: 'one', meta: { stream: 'test.event' } })
    expect(item?.event.meta?.id).not.toBe('8c4f1f9c-0000-4000-8000-000000000001')
    expect(item?.event.meta?.dt).not.toBe('2026-01-01T00:00:00Z')
  })

  it('tells the line of what is refused, sends the others, and ends with 5', async () => {
    writeFileSync(
      'bad.ndjson',
      [one, stamped(5, 'x'), two].map(event => JSON.stringify(event)).join('\n{"test": hi}\n'),
    )
    const { code, stdout, stderr } = await runInProcess(['import', 'bad.ndjson'])
    expect({ code, stdout }).toEqual({ code: 5, stdout: '2 events accepted, 3 refused.\n' })
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^bad\.ndjson:2 {2}Line 2 of bad.ndjson /),
      expect.stringMatching(/^bad\.ndjson:3 {2}test\.event {2}/),
      expect.stringMatching(/^bad\.ndjson:4 {2}/),
      '',
    ])
    expect((await sandbox.events('status:valid')).map(item => item.event)).toMatchObject([one, two])
  })

  it('has nothing to do with an empty file', async () => {
    writeFileSync('empty.ndjson', '')
    expect(await runInProcess(['import', 'empty.ndjson'])).toMatchObject({
      code: 0,
      stdout: '0 events accepted, 0 refused.\n',
    })
  })

  it.each([
    [['export', 'strem:x'], 'strem'],
    [['export', '--output', 'no/such/folder'], 'no/such/folder cannot be written'],
    [['export', '--output', '/dev/full'], 'There is no room left for /dev/full'],
    [['import', 'missing.ndjson'], 'missing.ndjson cannot be read'],
  ])('refuses %j', async (args, message) => {
    await sandbox.post(one)
    expect((await runInProcess(args)).failure).toMatchObject({ message: expect.stringContaining(message) })
  })
})

describe('event-sandbox send', () => {
  it.each([
    [['send', 'nothere.ndjson'], 'There is no file nothere.ndjson, and nothing to send.'],
    [['send', 'test.event'], 'There is nothing to send.'],
  ])('says where there is nothing to send: %j', async (args, message) => {
    const { code, stderr } = await runCli(args, { cwd: process.cwd() })
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
    expect(stderr).toContain('--example')
  })
})

describe('event-sandbox wait', () => {
  it('prints the events, a line each', async () => {
    await sandbox.send('test.event', { test: 'hi' })
    const { code, stdout } = await runInProcess(['wait', '{"test": "hi"}'])
    expect({ code, event: JSON.parse(stdout) }).toMatchObject({ code: 0, event: { test: 'hi' } })
  })

  it.each([
    [['stream:test.event .test:ho', '--within', '10ms'], 'test is hi; wanted is .test:ho'],
    [['stream:test.event', '--none', '--within', '10ms'], 'An event came that was not to come'],
    [['stream:test.event', '--count', '0', '--exactly', '--within', '10ms'], '1 events came where exactly 0'],
  ])('ends with 4 where it is not met: %j', async (args, message) => {
    await sandbox.send('test.event', { test: 'hi' })
    const { code, stderr } = await runInProcess(['wait', ...args])
    expect(code).toBe(4)
    expect(stderr.replaceAll('"', '')).toContain(message)
  })
})

describe('event-sandbox validate', () => {
  it('says file and line of what is wrong, with no sandbox there', async () => {
    writeFileSync('good.json', JSON.stringify(testEvent()))
    writeFileSync('bad.json', JSON.stringify([testEvent(), testEvent({ test: 5 })], null, 2))
    writeFileSync('bad.ndjson', `${JSON.stringify(testEvent())}\n\n${JSON.stringify(testEvent({ test: 5 }))}\n`)
    writeFileSync('bad.yaml', '$schema: /test/event/1.0.0\nmeta: {stream: test.event}\ntest: 5\n')
    writeFileSync('broken.json', '{"test": hi}')
    expect(await runInProcess(['validate', 'good.json'])).toMatchObject({ code: 0, stdout: '' })
    const files = ['good.json', 'bad.json', 'bad.ndjson', 'bad.yaml', 'broken.json']
    const { code, stdout, stderr } = await runInProcess(['validate', ...files])
    expect({ code, stderr }).toEqual({ code: 5, stderr: '7 events checked, 4 invalid.\n' })
    const places = [...stdout.matchAll(/^(\S+:\d+) {2}(.{12})/gm)].map(([, place, words]) => `${place} ${words}`)
    expect(places).toEqual([
      'bad.json:14 test must be',
      'bad.ndjson:3 test must be',
      'bad.yaml:3 test must be',
      'broken.json:1 broken.json ',
    ])
  })

  it.each([
    ['json', /"invalid": 1,[\s\S]*"line": 1/],
    ['junit', /<testsuites tests="1" failures="1"[\s\S]*<failure type="type" message="test must be a string/],
    ['github', /^::error file=bad.ndjson,line=1,title=bad.ndjson::test must be a string/],
  ])('reports as %s', async (reporter, text) => {
    writeFileSync('bad.ndjson', JSON.stringify(testEvent({ test: 5 })))
    expect((await runInProcess(['validate', 'bad.ndjson', '--reporter', reporter])).stdout).toMatch(text)
  })
})

describe('event-sandbox exec', () => {
  /** The sample project in a folder of its own, changed by hand. */
  function sampleProject(change: (producer: string) => string): string {
    const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-sample-'))
    cpSync(join(root, 'test/sample-project'), folder, { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const file = join(folder, 'src/place-order.js')
    writeFileSync(file, change(readFileSync(file, 'utf8')))
    return folder
  }
  const exec = [
    'exec',
    '--fail-on-invalid',
    '--report',
    'junit=report/events.xml',
    '--report',
    'github',
    '--save-on-failure',
    'saved',
    '--',
  ]
  const env = { GITHUB_ACTIONS: 'true' }

  it('runs the tests of a project with a producer, a consumer and a schema repository', async () => {
    const folder = sampleProject(producer => producer)
    const { code, stderr } = await runCli([...exec, 'npm', 'test'], { cwd: folder, env })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readFileSync(join(folder, 'report/events.xml'), 'utf8')).toMatch(
      /failures="0"[\s\S]*shop\.order-placed: 2 accepted/,
    )
    expect(existsSync(join(folder, 'saved'))).toBe(false)
    rmSync(folder, { recursive: true })
  })

  it('says why they fail where the producer is broken: words, JUnit, annotation, and what to look at', async () => {
    const folder = sampleProject(producer => producer.replace('    amount,', '    amount: String(amount),'))
    const { code, stdout, stderr } = await runCli([...exec, 'npm', 'test'], { cwd: folder, env })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /1 event was refused\.\n {2}shop\.order-placed {2}amount must be an integer, but it is a string\./,
    )
    expect(stdout).toMatch(
      /^::error file=jsonschema\/order\/placed\/1\.0\.0\.yaml,line=\d+,title=shop\.order-placed \S+ refused::amount must be/m,
    )
    expect(readFileSync(join(folder, 'report/events.xml'), 'utf8')).toMatch(
      /<failure type="type" message="amount must be an integer/,
    )
    expect(readFileSync(join(folder, 'saved/events.ndjson'), 'utf8')).toContain('"status":"invalid"')
    for (const file of ['schemas/order/placed/1.0.0.json', 'sandbox.log', 'report.json'])
      expect(existsSync(join(folder, 'saved', file))).toBe(true)
    rmSync(folder, { recursive: true })
  })

  it.each([
    [['--', 'sh', '-c', 'exit 7'], 7],
    [['--', 'test -n "$EVENT_SANDBOX_URL" && test -n "$KAFKA_BROKERS"'], 0],
    [['--no-kafka', '--', 'test -z "$KAFKA_BROKERS"'], 0],
    [['--', 'kill -9 $$'], 137],
  ])('ends as the command does: %j', async (args, code) => {
    expect((await runInProcess(['exec', ...args])).code).toBe(code)
  })

  it('says what the sandbox saw where the command fails by itself', async () => {
    const send = `fetch(process.env.EVENTGATE_URL, { method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test: 'hi' }) })`
    const failing = `${send}.then(() => process.exit(3))`
    expect(await runInProcess(['exec', '--', 'node', '-e', failing])).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/ended with exit code 3\.\n {2}Accepted: test\.event 1\. Refused: none\.\n/),
    })
    const { stderr } = await runInProcess(['exec', '--', 'false'])
    expect(stderr).toBe(
      'event-sandbox: false ended with exit code 1.\n' +
        '  No event came: do the producers take EVENTGATE_URL or KAFKA_BROKERS from the environment?\n',
    )
  })

  it.skipIf(!existsSync('/dev/full')).each([
    [['--report', 'junit=/dev/full', '--', 'true'], 1],
    [['--report', 'junit=/dev/full', '--', 'sh', '-c', 'exit 7'], 7],
    [['--save-on-failure', '/dev/full', '--', 'sh', '-c', 'exit 7'], 7],
  ])('tells what it cannot write, and ends as the command does where that failed: %j', async (args, code) => {
    const ran = await runInProcess(['exec', ...args])
    expect(ran).toMatchObject({ code, failure: undefined, stderr: expect.stringMatching(/ \/dev\/full/) })
  })

  it.each([
    [['--', 'there-is-no-such-command'], 'cannot be run'],
    [['--report', 'xml', '--', 'true'], '--report takes junit=FILE or github'],
    [['--export-on-exit', 'no/such/folder', '--', 'true'], 'no/such/folder cannot be written'],
    [[], "missing required argument 'command'"],
  ])('refuses %j', async (args, message) => {
    expect((await runInProcess(['exec', ...args])).failure).toMatchObject({ message: expect.stringContaining(message) })
  })
})
