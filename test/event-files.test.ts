import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from './cli/run-cli.ts'
import { openFrontDoor, testEvent } from './front-door.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-sandbox-files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const stamped = (test: unknown, number = 1) =>
  testEvent({
    meta: { stream: 'test.event', id: `8c4f1f9c-0000-4000-8000-00000000000${number}`, dt: '2026-01-01T00:00:00Z' },
    test,
  })
const one = stamped('one')
const two = stamped('two', 2)

function saved(file: string, text: string): string {
  writeFileSync(join(folder, file), text)
  return join(folder, file)
}

const linesOf = (events: readonly unknown[]) => events.map(event => `${JSON.stringify(event)}\n`).join('')

function open(options: object) {
  return openFrontDoor({ kafka: false, ...options })
}

describe('--seed-from', () => {
  it.each([
    ['lines of JSON', 'seed.ndjson', linesOf([one, two])],
    ['an array', 'seed.json', JSON.stringify([one, two], null, 2)],
    ['YAML', 'seed.yaml', `- ${JSON.stringify(one)}\n- ${JSON.stringify(two)}\n`],
  ])('begins with the events of %s, as they are', async (_, file, text) => {
    await using sandbox = await open({ seedFrom: saved(file, text) })
    expect((await sandbox.events()).map(({ event }) => event)).toMatchObject([one, two])
  })

  it('begins with nothing where the file is empty', async () => {
    await using sandbox = await open({ seedFrom: saved('seed.ndjson', '') })
    expect(await sandbox.events()).toEqual([])
  })

  it.each([
    [
      'a refused event',
      linesOf([one, stamped(5), two, stamped(6)]),
      /seed\.ndjson:2 is refused: test must be .* 1 more/,
    ],
    ['a broken line', `${linesOf([one])}{"test": hi}\n`, /seed\.ndjson:2 is refused: /],
    ['an unknown schema', linesOf([one, { ...two, $schema: '/no/such/1.0.0' }]), /seed\.ndjson:2 is refused: /],
  ])('does not start with %s, and keeps nothing', async (_, text, message) => {
    const storage = join(folder, 'log')
    const seedFrom = saved('seed.ndjson', text)
    await expect(open({ storage, seedFrom })).rejects.toMatchObject({
      code: 'seed_refused',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('event-sandbox validate'),
    })
    await using sandbox = await open({ storage })
    expect(await sandbox.events()).toEqual([])
  })

  it('sends nothing twice to the same storage', async () => {
    const options = { storage: join(folder, 'log'), seedFrom: saved('seed.ndjson', linesOf([one])) }
    await (await open(options)).stop()
    await using again = await open(options)
    expect(await again.events()).toHaveLength(1)
  })

  it('ends the command with 5, the line and what to do', async () => {
    saved('seed.ndjson', linesOf([one, stamped(5)]))
    const options = ['--storage', 'memory', '--port', '0', '--no-kafka', '--seed-from', 'seed.ndjson']
    const { code, stdout, stderr } = await runCli(options, { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toBe(
      'event-sandbox: seed.ndjson:2 is refused: test must be a string, but it is a number.\n' +
        '  Send it in quotes: "5". event-sandbox validate seed.ndjson shows all.\n',
    )
  })
})

describe('--export-on-exit', () => {
  it('writes what was accepted, so that the next start goes on from there', async () => {
    const file = join(folder, 'events.ndjson')
    const first = await open({ exportOnExit: file })
    await first.post([one, stamped(5), two])
    await first.stop()
    expect(
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toMatchObject([one, two])
    const second = await open({ seedFrom: file, exportOnExit: file })
    await second.send('test.event', { test: 'three' })
    await second.stop()
    expect(readFileSync(file, 'utf8').match(/"test":"(one|two|three)"/g)).toHaveLength(3)
  })

  it('leaves the file of a start that fails as it is', async () => {
    const file = saved('events.ndjson', linesOf([stamped(5)]))
    await expect(open({ seedFrom: file, exportOnExit: file })).rejects.toMatchObject({ code: 'seed_refused' })
    expect(readFileSync(file, 'utf8')).toBe(linesOf([stamped(5)]))
    expect(existsSync(`${file}.unfinished`)).toBe(false)
  })

  it('says at the start where it cannot write, and leaves nothing where it can', async () => {
    const nowhere = join(folder, 'no/such/folder')
    await expect(open({ exportOnExit: nowhere })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining(`${nowhere} cannot be written: `),
      hint: 'Make its folder first.',
    })
    const file = join(folder, 'events.ndjson')
    await open({ exportOnExit: file })
    expect(existsSync(file)).toBe(false)
  })

  it.skipIf(!existsSync('/dev/full'))('says where there is no room', async () => {
    const sandbox = await open({ exportOnExit: '/dev/full' })
    await sandbox.send('test.event', { test: 'hi' })
    await expect(sandbox.stop()).rejects.toMatchObject({
      code: 'storage_full',
      message: 'The events are not exported: There is no room left for /dev/full.',
    })
  })
})
