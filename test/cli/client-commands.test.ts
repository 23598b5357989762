import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startCommand } from '../command.ts'
import { openFrontDoor } from '../front-door.ts'
import { runCli } from './run-cli.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'event-sandbox-client-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:9'

describe('a command that talks to a running sandbox', () => {
  it('finds the one of its folder by the lock', async () => {
    await using sandbox = await startCommand(['--storage', '.event-sandbox'])
    expect(await runCli(['ready'], { cwd: sandbox.folder })).toMatchObject({ code: 0, stdout: `${sandbox.url}\n` })
    const lock = JSON.parse(readFileSync(join(sandbox.folder, '.event-sandbox/lock.json'), 'utf8'))
    expect(lock.url).toBe(sandbox.url)
  })

  it('takes --url before EVENT_SANDBOX_URL', async () => {
    await using sandbox = await openFrontDoor()
    const env = { EVENT_SANDBOX_URL: nowhere }
    const { code, stdout } = await runCli(['info', '--json', '--url', sandbox.url], { cwd, env })
    expect({ code, urls: JSON.parse(stdout).urls }).toMatchObject({ code: 0, urls: { page: `${sandbox.url}/` } })
  })

  it.each([
    ['nothing answers', ['info', '--url', nowhere], 3, /No sandbox answers at .*\n {2}Start one/],
    ['nothing answers in time', ['ready', '--wait', '--timeout', '80ms', '--url', nowhere], 4, /not ready within 80ms/],
    ['the address is none', ['info', '--url', 'nowhere'], 2, /"nowhere" is not the address of a sandbox/],
    ['the time is none', ['ready', '--wait', '--timeout', 'soon'], 2, /--timeout takes a duration such as/],
  ])('says so where %s', async (_, args, code, message) => {
    const ended = await runCli(args, { cwd })
    expect(ended).toMatchObject({ code, stdout: '' })
    expect(ended.stderr).toMatch(message)
  })

  it('is told the token that it has to bring', async () => {
    await using sandbox = await startCommand(['--host', '0.0.0.0', '--token', 'secret'])
    const without = await runCli(['info', '--url', sandbox.url], { cwd })
    expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('asks for the token') })
    const env = { EVENT_SANDBOX_TOKEN: 'secret', EVENT_SANDBOX_URL: sandbox.url }
    expect(await runCli(['info'], { cwd, env })).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('event-sandbox info --config', () => {
  it('tells each value and where it comes from, but no secret', async () => {
    writeFileSync(join(cwd, 'event-sandbox.config.yaml'), 'retention: 7d\ntoken: secret\n')
    const { stdout } = await runCli(['info', '--config'], { cwd, env: { EVENT_SANDBOX_PORT: '9000' } })
    expect(stdout).toMatch(/^port +9000 +EVENT_SANDBOX_PORT$/m)
    expect(stdout).toMatch(/^retention +ageMs 604800000 +event-sandbox.config.yaml$/m)
    expect(stdout).toMatch(/^storage +\.event-sandbox +default$/m)
    expect(stdout).not.toContain('secret')
  })
})
