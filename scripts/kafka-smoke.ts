// `node --import tsx scripts/kafka-smoke.ts [ROUNDS=3]`: each real client goes through its repertoire, in memory and on
// disk, so many times in a row; prints a line a run. A client that cannot be installed is told and left out.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { messageOf } from '../server/base/errors.ts'
import { startSandbox } from '../server/index.ts'
import { type Command, clients } from '../test/clients/kafka/install.ts'

const rounds = Number(process.argv[2] ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-smoke-'))
let failed = 0
for (const [client, install] of Object.entries(clients)) {
  const command = await install().catch(failure => {
    process.stdout.write(`${client}: cannot be installed (${messageOf(failure).split('\n')[0]})\n`)
    return undefined
  })
  if (!command) continue
  for (const storage of ['memory', join(folder, client)]) {
    // One sandbox for all rounds: topics and groups of the ones before are there.
    await using sandbox = await startSandbox({ storage })
    for (let round = 1; round <= rounds; round += 1) {
      const line = await smoke(command, sandbox.brokers ?? '', `${client}-${round}`)
      process.stdout.write(`${client}, ${storage === 'memory' ? storage : 'disk'}, round ${round}: ${line}\n`)
      if (!/[1-9]\d* passed, 0 failed/.test(line)) failed += 1
    }
  }
}
rmSync(folder, { recursive: true })
process.stdout.write(`${failed} runs failed\n`)
process.exitCode = failed > 0 ? 1 : 0

async function smoke({ program, args, env }: Command, brokers: string, prefix: string): Promise<string> {
  const options = { timeout: 300_000, env: { ...process.env, ...env } }
  const { stdout } = await promisify(execFile)(program, [...args, brokers, prefix], options).catch(failure => failure)
  const lines = String(stdout).trim().split('\n')
  const broken = lines.filter(line => line.startsWith('FAIL'))
  return [lines.at(-1), ...broken].join('; ')
}
