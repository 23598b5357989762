import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startCommand } from '../../command.ts'
import { missing } from '../tool.ts'

const absent = await missing({
  packages: ['php-cli', 'php-curl', 'php-monolog'],
  check: ['php', '-r', 'require "Monolog/autoload.php"; exit(extension_loaded("curl") ? 0 : 1);'],
})
if (absent) console.warn(`Monolog is not tested: ${absent}.`)

describe.skipIf(absent)('a Monolog handler', () => {
  it('posts the records of a request in one batch', async () => {
    await using sandbox = await startCommand()
    expect(await log(`${sandbox.url}/v1/events`)).toEqual({
      code: 201,
      reason: 'All 3 out of 3 events were accepted.',
    })
    const events = await sandbox.events('php.log', 3)
    expect(events.map(({ test, test_map }) => [test_map.level, test])).toEqual([
      ['INFO', 'A wiki was opened'],
      ['WARNING', 'A page has gone'],
      ['ERROR', 'Größer als ein Bildschirm'],
    ])
  })

  it('is told which part of a batch was refused', async () => {
    await using sandbox = await startCommand()
    expect(await log(`${sandbox.url}/v1/events`, 'bad')).toEqual({
      code: 207,
      reason: '2 out of 3 events were accepted, but 1 failed (1 invalid and 0 errored).',
    })
    const { items } = await sandbox.get('/_sandbox/events?status=invalid')
    expect(items).toMatchObject([{ stream: 'php.log', reason: '`test` must be a string, but it is a number.' }])
  })

  it('does not wait for the verdict where it asks to be answered hastily', async () => {
    await using sandbox = await startCommand()
    expect(await log(`${sandbox.url}/v1/events?hasty=true`, 'bad')).toEqual({
      code: 202,
      reason: '3 events hastily received.',
    })
    await sandbox.logged(({ event, stream }) => event === 'refused' && stream === 'php.log')
    expect(await sandbox.events('php.log', 2)).toHaveLength(2)
  })

  it('sees where nobody listens', async () => {
    const port = await unusedPort()
    await expect(log(`http://127.0.0.1:${port}/v1/events`)).rejects.toThrow(/Failed to connect/)
  })
})

async function log(intake: string, kind = 'good'): Promise<unknown> {
  const { stdout } = await promisify(execFile)('php', [join(import.meta.dirname, 'monolog.php'), intake, kind])
  return JSON.parse(stdout)
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number } // as: it listens on TCP
  server.close()
  await once(server, 'close')
  return port
}
