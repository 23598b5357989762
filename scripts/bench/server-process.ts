import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A server in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string
  /** From the spawn to the ready line. */
  readonly readyMs: number
  /** Processor time used so far, in seconds; NaN where /proc is not there. */
  cpuSeconds(): number
  /** Resident memory in MiB; NaN where /proc is not there. */
  residentMiB(): number
}

/** Starts a script that prints `{"event":"ready","url":...}` as its first line. */
export function startServer(script: string, args: readonly string[] = []): Promise<ServerProcess> {
  return startProcess([process.execPath, script, ...args])
}

/**
 * Starts it on the machine's first core, where Linux's taskset is there. Servers that are loaded at the same time then
 * have equal shares of it, and their rates compare what they cost, however the machine's speed changes.
 */
export function startOnOneCore(script: string, args: readonly string[]): Promise<ServerProcess> {
  return startProcess([...(pins ? ['taskset', '-c', '0'] : []), process.execPath, script, ...args])
}

const pins = !spawnSync('taskset', ['--version']).error

async function startProcess([command = '', ...args]: readonly string[]): Promise<ServerProcess> {
  const began = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  const readyMs = performance.now() - began
  return {
    url: (JSON.parse(line) as { url: string }).url,
    readyMs,
    cpuSeconds: () => cpuSeconds(child),
    residentMiB: () => residentMiB(child),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

// The 14th and 15th field, in ticks of 10 ms; the second, the name, may have spaces.
function cpuSeconds(child: ChildProcess): number {
  try {
    const [user, system] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11)
    return (Number(user) + Number(system)) / 100
  } catch {
    return Number.NaN
  }
}

/** Resident memory of a process; NaN where /proc is not there. */
export function residentMiB(child: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
