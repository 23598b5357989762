import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, it } from 'vitest'
import { messageOf } from '../../../server/base/errors.ts'
import { startSandbox } from '../../../server/index.ts'
import { type Command, clients } from './install.ts'

const run = promisify(execFile)

// Installing counts as well, the first time.
const limitMs = 240_000

describe('a real client goes through its whole repertoire', () => {
  it.concurrent.for(Object.keys(clients))(
    '%s: topics, every codec, groups, rebalances, offsets, times, idempotence, transactions',
    { timeout: limitMs },
    async (client, { expect, skip }) => {
      const command = await install(client).catch(failure =>
        skip(`${client} cannot be installed here: ${messageOf(failure).split('\n')[0]}`),
      )
      await using sandbox = await startSandbox()
      const { program, args, env } = command
      const options = { timeout: limitMs, env: { ...process.env, ...env } }
      const { stdout } = await run(program, [...args, sandbox.brokers ?? '', client], options).catch(failure => failure)
      const failed = stdout.split('\n').filter((line: string) => line.startsWith('FAIL'))
      console.log(`${client}: ${stdout.trim().split('\n').at(-1)}`)
      expect(failed).toEqual([])
      expect(stdout).toMatch(/[1-9]\d* passed, 0 failed/)
    },
  )
})

async function install(client: string): Promise<Command> {
  const command = await clients[client]?.()
  if (!command) throw new Error(`There is no client ${client}.`)
  return command
}
