import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { builtCommand } from '../built.ts'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { runCli } from './run-cli.ts'

describe('event-sandbox tail', () => {
  it('prints what was and what comes, and ends with a signal', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([on('before'), on('before', { test: 5 }), on('other')])
    await using tail = startTail(sandbox, 'stream:before', '--since', '1h')
    expect(await tail.line()).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}Accepted {2}before {2}hi$/)
    expect(await tail.line()).toMatch(/Refused {3}before {2}test must be a string, but it is a number\.$/)
    await sandbox.post([on('other'), on('before', { test: 'later' })])
    expect(await tail.line()).toMatch(/Accepted {2}before {2}later$/)
    expect(await tail.end('SIGINT')).toBe(130)
  })

  it('prints refused ones alone, as JSON', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([on('a'), on('a', { test: 5 })])
    await using tail = startTail(sandbox, '--invalid', '--json', '--since', '1h')
    expect(JSON.parse(await tail.line())).toMatchObject({ status: 'invalid', stream: 'a', event: { test: 5 } })
    expect(await tail.end('SIGTERM')).toBe(143)
  })

  it('says what is wrong with a search', async () => {
    await using sandbox = await openFrontDoor()
    const { code, stderr } = await runCli(['tail', 'staus:invalid', '--url', sandbox.url])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean')
  })
})

describe('event-sandbox streams', () => {
  it('lists them, shows one, and saves what was learned as a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-streams-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    await using sandbox = await openFrontDoor()
    await sandbox.post([on('learned.one'), on('learned.one', { test: 5 }), on('test.evnet', { test: 5 })])
    const cli = (...args: string[]) => runCli(['streams', ...args, '--url', sandbox.url], { cwd: folder })
    const { stdout } = await cli()
    expect(stdout).toMatch(/^learned\.one +0\.2 +1 +1 +0 +1 +test\/event 1\.1\.0, learned$/m)
    expect(stdout).toContain('test.evnet is not a stream. It was refused once. Nearest: test.event.')
    expect((await cli('learned.one')).stdout).toContain('schema_title: "test/event"  (from its first event)')
    expect(await cli('--save', 'streams.yaml')).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(join(folder, 'streams.yaml'), 'utf8')).toContain('learned.one:\n  schema_title: test/event')
    expect(await cli('--save', 'streams.yaml')).toMatchObject({ code: 2 })
    expect(await cli('nowhere')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no stream nowhere.'),
    })
  })
})

function on(stream: string, fields: object = {}) {
  return testEvent({ meta: { stream }, ...fields })
}

function startTail({ url }: FrontDoor, ...args: string[]) {
  const env = { ...process.env, NO_COLOR: '1' }
  const command = [builtCommand, 'tail', ...args, '--url', url]
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    line: async () => String((await lines.next()).value),
    async end(signal: 'SIGINT' | 'SIGTERM') {
      child.kill(signal)
      return (await ended)[0]
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
