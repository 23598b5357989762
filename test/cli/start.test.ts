import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createCalls } from '../../server/client/calls.ts'
import { builtCommand } from '../built.ts'
import { testEvent } from '../front-door.ts'
import { batchOf } from '../kafka/batches.ts'
import { createTopic, produce } from '../kafka/door.ts'
import { connectWire } from '../kafka/wire.ts'

let cwd: string
let children: ChildProcess[]
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'event-sandbox-cli-'))
  children = []
})
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  rmSync(cwd, { recursive: true })
})

function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [builtCommand, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', EVENT_SANDBOX_KAFKA_PORT: '0', ...env },
  })
  children.push(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => {
    output.stdout += chunk
  })
  child.stderr.on('data', chunk => {
    output.stderr += chunk
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    output,
    line: async () => ((await lines.next()).value ?? '') as string,
    ended: async () => {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
      return { code: child.exitCode, ...output }
    },
  }
}

async function startJson(args: string[] = []) {
  const started = run(['--json', '--port', '0', ...args])
  const ready = JSON.parse(await started.line())
  return { ...started, ready }
}

async function post(url: string, event: unknown) {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) })
}

describe('event-sandbox', () => {
  it('tells programs where it is, in the first line', async () => {
    const { ready, child } = await startJson(['--storage', 'memory'])
    expect(ready).toEqual({
      event: 'ready',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      kafka: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      storage: 'memory',
      pid: child.pid,
    })
    expect((await fetch(`${ready.url}/readyz`)).status).toBe(200)
  })

  it('tells people where everything is, and a command that works as shown', async () => {
    const { line, output } = run(['--port', '0', '--storage', 'memory'])
    while (!output.stdout.includes('  Try ')) await line()
    expect(output.stdout).toMatch(/event-sandbox \d+\.\d+\.\d+ {2}ready in \d+ ms/)
    const [, body, url] = /curl -d '(.*)' -H 'content-type: application\/json' (\S+)/.exec(output.stdout) ?? []
    const answer = await fetch(url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body ?? '',
    })
    expect(answer.status).toBe(201)
  })

  it('says each refusal, with the hint', async () => {
    const { ready, line } = await startJson(['--storage', 'memory'])
    await post(ready.url, testEvent({ test: 5 }))
    expect(JSON.parse(await line())).toMatchObject({
      level: 'warn',
      event: 'refused',
      stream: 'test.event',
      message: expect.stringContaining('test must be a string'),
      problems: [{ pointer: '/test' }],
    })
  })

  it('says what a saved current.yaml breaks, and the version it needs', async () => {
    const schemas = join(cwd, 'jsonschema')
    cpSync(join(import.meta.dirname, '../../schemas/jsonschema'), schemas, { recursive: true })
    const { line } = await startJson(['--storage', 'memory', '--schemas', schemas])
    const current = join(schemas, 'wiki/page/edit/current.yaml')
    const broken = readFileSync(current, 'utf8').replaceAll('type: integer', 'type: string')
    // Saved again until it is seen: the watch begins after the doors are open.
    const saving = setInterval(() => writeFileSync(current, broken), 100)
    onTestFinished(() => clearInterval(saving))
    let said = JSON.parse(await line())
    while (said.title !== 'wiki/page/edit') said = JSON.parse(await line())
    expect(said).toMatchObject({
      level: 'warn',
      severity: 'error',
      message: expect.stringMatching(/breaks .* needs 2\.0\.0/),
    })
  })

  it('annotates refusals under GitHub Actions', async () => {
    const { line, output } = run(['--ci'], { GITHUB_ACTIONS: 'true' })
    while (!output.stdout.includes('  Try ')) await line()
    await post(/Intake\s+(\S+)\/v1\/events/.exec(output.stdout)?.[1] ?? '', testEvent({ test: 5 }))
    while (!output.stdout.includes('::error')) await line()
    expect(output.stdout).toMatch(/^::error title=Event refused::Refused .*test must be a string/m)
  })

  it.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops on %s and leaves no lock behind', async (signal, exitCode) => {
    const { ready, child, ended } = await startJson()
    await post(ready.url, testEvent())
    child.kill(signal)
    expect((await ended()).code).toBe(exitCode)
    expect(existsSync(join(cwd, '.event-sandbox/lock.json'))).toBe(false)
    const again = await startJson()
    const { items } = (await (await fetch(`${again.ready.url}/_sandbox/events`)).json()) as { items: unknown[] }
    expect(items).toHaveLength(1)
  })

  it('goes on where nobody reads its lines any more', async () => {
    const { ready, child, ended } = await startJson(['--storage', 'memory'])
    child.stdout.destroy()
    child.stderr.destroy()
    for (let sent = 0; sent < 3; sent++) expect((await post(ready.url, testEvent({ test: 5 }))).status).toBe(400)
    child.kill('SIGTERM')
    expect((await ended()).code).toBe(143)
  })

  it('keeps its storage out of git', async () => {
    await startJson()
    expect(existsSync(join(cwd, '.event-sandbox/.gitignore'))).toBe(true)
  })

  it('says who has the storage folder', async () => {
    const first = await startJson()
    const { code, stderr } = await run(['--port', '0']).ended()
    expect(code).toBe(3)
    expect(stderr).toContain(String(first.child.pid))
  })

  it('holds Kafka records against their schemas where it is told to', async () => {
    const { ready } = await startJson(['--storage', 'memory', '--validate-kafka', 'reject'])
    const wire = await connectWire(ready.kafka)
    await createTopic(wire, 'test.event')
    const send = async (event: object) =>
      (await produce(wire, 'test.event', batchOf([JSON.stringify(event)]))).errorCode
    const meta = { stream: 'test.event', id: '8c4f1f9c-0000-4000-8000-000000000000', dt: '2026-01-01T00:00:00Z' }
    expect([await send(testEvent({ meta })), await send(testEvent({ meta, test: 5 }))]).toEqual([0, 87])
  })

  it('has no Kafka door where nobody wants one', async () => {
    const { ready } = await startJson(['--storage', 'memory', '--no-kafka'])
    expect(ready.kafka).toBeNull()
  })

  it.each([
    ['--port', '--kafka-port'],
    ['--kafka-port', '--port'],
  ])('says who has the port: %s', async (option, other) => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { code, stderr } = await run([option, String(port), other, '0', '--storage', 'memory']).ended()
    server.close()
    expect(code).toBe(3)
    expect(stderr).toContain(`Port ${port} is in use`)
    if (process.platform === 'linux') expect(stderr).toContain(`(pid ${process.pid})`)
    expect(stderr).toContain(`${option} 0`)
  })

  it.each([
    [['--prot', '1'], "unknown option '--prot'"],
    [['--schemas', 'nowhere'], 'The schema folder nowhere does not exist.'],
    [['--output', 'no/such/folder'], 'no/such/folder cannot be written: '],
    [['strat'], 'strat'],
  ])('refuses %j and ends with 2', async (args, message) => {
    const { code, stderr } = await run(args).ended()
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })

  it('cannot listen where it has no address', async () => {
    const { code, stderr } = await run(['--host', '203.0.113.1', '--port', '0', '--storage', 'memory']).ended()
    expect(code).toBe(3)
    expect(stderr).toContain('203.0.113.1')
  })

  it('takes the last of an option that is given twice', async () => {
    const { ready } = await startJson(['--storage', 'nowhere', '--storage', 'memory'])
    expect(ready.storage).toBe('memory')
    expect(existsSync(join(cwd, 'nowhere'))).toBe(false)
  })

  it('has the traffic of a small wiki with --demo, and tells where the tour begins', async () => {
    const { line, output } = run(['--port', '0', '--storage', 'memory', '--demo', '--demo-rate', '500'])
    while (!output.stdout.includes('  Try ')) await line()
    const [, url = ''] = /Tour\s+(\S+)\/ui\/\?tour=1\n/.exec(output.stdout) ?? []
    const calls = createCalls({ url })
    const wanted = { match: 'stream:wiki.*', count: 20, within: '30s' }
    const { items } = await calls.send<{ items: unknown[] }>('POST', '/_sandbox/events/wait', wanted)
    expect(items).toHaveLength(20)
  })

  it('asks for a token beyond loopback', async () => {
    const { ready } = await startJson(['--storage', 'memory', '--host', '0.0.0.0', '--token', 'secret'])
    const asks = (headers: Record<string, string>) =>
      fetch(`${ready.url}/_sandbox/info`, { headers }).then(({ status }) => status)
    expect(await asks({})).toBe(401)
    expect(await asks({ authorization: 'Bearer wrong' })).toBe(401)
    expect(await asks({ authorization: 'Bearer secret' })).toBe(200)
    expect((await post(ready.url, testEvent())).status).toBe(201)
  })

  it('reads its configuration file and schemas from the folder it is started in', async () => {
    mkdirSync(join(cwd, 'own/thing'), { recursive: true })
    writeFileSync(
      join(cwd, 'own/thing/1.0.0.yaml'),
      'title: thing\n$id: /thing/1.0.0\ntype: object\nproperties: {a: {type: string}}\n',
    )
    writeFileSync(join(cwd, 'event-sandbox.config.yaml'), 'schemas: ./own\nstorage: memory\n')
    const { ready } = await startJson()
    expect((await post(ready.url, { $schema: '/thing/1.0.0', meta: { stream: 'thing' }, a: 'b' })).status).toBe(201)
    expect(ready.storage).toBe('memory')
  })

  it.each([['--help'], ['start', '--help']])('explains itself: %s', async (...args) => {
    const { code, stdout } = await run(args).ended()
    expect(code).toBe(0)
    for (const option of ['--port', '--schemas', '--storage', '--retention', '--config', 'Examples:'])
      expect(stdout).toContain(option)
  })

  it('tells its version', async () => {
    expect((await run(['--version']).ended()).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
