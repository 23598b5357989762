import { Cleanup } from '../base/cleanup.ts'
import { systemClock } from '../base/clock.ts'
import { messageOf, SandboxError } from '../base/errors.ts'
import { builtInSchemas } from '../config/built-in.ts'
import { type Configured, configure } from '../config/configure.ts'
import type { RunningSandbox, Surroundings } from '../running-sandbox.ts'
import { openSandbox } from '../sandbox.ts'
import { banner } from './banner.ts'
import { exitCodes } from './exit-codes.ts'
import { humanOutput, jsonOutput, type Output } from './output.ts'
import { portOwner } from './port-owner.ts'
import type { TypedOptions } from './setting-options.ts'

/** `event-sandbox [start]`: runs until a signal stops it. */
export async function start(options: TypedOptions): Promise<void> {
  const cwd = process.cwd()
  const configured = configure({ options, env: process.env, cwd, builtInSchemas })
  const settings = configured.values
  // Who read the ready line may have closed the pipe since, or the terminal be gone: that ends no sandbox.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const streams = { stdout: process.stdout, stderr: process.stderr, now: () => systemClock.now() }
  const annotate = settings.ci && process.env.GITHUB_ACTIONS === 'true'
  const output = settings.json ? jsonOutput(streams) : humanOutput(streams, { annotate })

  const sandbox = await openOnFreePorts(configured, { cwd, clock: systemClock, logger: output })
  const stopping = new Cleanup()
  stopping.add(() => sandbox.stop())
  stopOnSignals(stopping, output)
  const { url, kafka, storage } = sandbox
  const ready = { event: 'ready', url, kafka, storage, pid: process.pid }
  const readyMs = performance.now()
  output.ready(() => banner(sandbox, settings, readyMs), ready)
  if (settings.demo) sandbox.startDemo()
  if (settings.open) await openPage(sandbox, output)
}

// With a terminal a busy default port is no reason to stop; a script that named a port must not get another.
async function openOnFreePorts(
  { values, origins, gates }: Configured,
  surroundings: Surroundings,
): Promise<RunningSandbox> {
  const ports = { port: values.port, kafkaPort: values.kafkaPort }
  for (;;) {
    try {
      return await openSandbox({ ...values, ...ports }, gates, surroundings)
    } catch (failure) {
      const door = failure instanceof SandboxError ? doors[failure.code as keyof typeof doors] : undefined
      if (!(failure instanceof SandboxError) || !door) throw failure
      const port = ports[door.setting] ?? 0
      const mayMove = Boolean(process.stdout.isTTY) && origins[door.setting] !== door.option && !values.ci
      if (!mayMove || port >= (values[door.setting] ?? 0) + 20) throw await busy(port, door.option, failure)
      process.stderr.write(`event-sandbox: port ${port} is in use, trying ${port + 1}.\n`)
      ports[door.setting] = port + 1
    }
  }
}

const doors = {
  port_busy: { setting: 'port', option: '--port' },
  kafka_port_busy: { setting: 'kafkaPort', option: '--kafka-port' },
} as const

async function busy(port: number, option: string, cause: SandboxError): Promise<SandboxError> {
  const owner = await portOwner(port)
  const hint = `Stop it, or take another port: ${option} 0 picks a free one.`
  return new SandboxError(cause.code, `Port ${port} is in use${owner ? ` by ${owner}` : ''}.`, { hint, cause })
}

// The first signal stops in order, a second one at once.
function stopOnSignals(stopping: Cleanup, output: Output): void {
  let isStopping = false
  const stop = (code: number) => async () => {
    if (isStopping) process.exit(code)
    isStopping = true
    try {
      await stopping.close()
      process.exitCode = code
    } catch (failure) {
      output.error(`The sandbox cannot stop in order: ${messageOf(failure)}`)
      process.exitCode = exitCodes.fault
    }
    process.exit()
  }
  process.on('SIGHUP', stop(exitCodes.hungUp))
  process.on('SIGINT', stop(exitCodes.interrupted))
  process.on('SIGTERM', stop(exitCodes.terminated))
}

async function openPage({ url, token }: RunningSandbox, output: Output): Promise<void> {
  const { default: open } = await import('open')
  try {
    await open(token === null ? `${url}/` : `${url}/#token=${token}`)
  } catch (failure) {
    output.error(`The page cannot be opened: ${messageOf(failure)}`)
  }
}
