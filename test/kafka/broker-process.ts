import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/** A Kafka door in a process of its own, which a test may kill. */
export interface BrokerProcess {
  readonly process: ChildProcess
  readonly address: string
  /** Resident memory; NaN where /proc is not there. */
  residentMiB(): number
  /** Faults that the door told of. */
  faults(): readonly string[]
}

const child = join(import.meta.dirname, 'crash-child.ts')

/** Starts a door over `memory` or a folder; it ends with the test. */
export async function startBroker(storage: string, port = 0): Promise<BrokerProcess> {
  const broker = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), child, storage, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void broker.kill('SIGKILL'))
  const lines = createInterface({ input: broker.stdout })
  const [listening] = (await once(lines, 'line')) as [string]
  const faults: string[] = []
  lines.on('line', line => faults.push(line))
  return {
    process: broker,
    address: `127.0.0.1:${listening}`,
    residentMiB: () => residentMiB(broker.pid),
    faults: () => faults,
  }
}

function residentMiB(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
