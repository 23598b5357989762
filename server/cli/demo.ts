import { messageOf, SandboxError } from '../base/errors.ts'
import { createSandboxClock } from '../client/clock.ts'
import { settings } from '../config/settings.ts'
import { runDemo } from '../demo/run-demo.ts'
import { durationOf } from './command.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { untilStopped } from './until-stopped.ts'

interface DemoCommandOptions extends ClientOptions {
  readonly rate: string
  readonly seed: string
  readonly for?: string
}

/** `event-sandbox demo`: sends to a running sandbox until a signal, or for a while; then says how much it was. */
export async function demo(options: DemoCommandOptions): Promise<number> {
  const rate = settingOf('--rate', options.rate, settings.demoRate.read)
  const seed = settingOf('--seed', options.seed, settings.demoSeed.read)
  const { signal, stop, code } = untilStopped()
  const timer = options.for === undefined ? undefined : setTimeout(stop, durationOf('--for', options.for))
  try {
    const calls = connect(options)
    const say = (message: string) => process.stderr.write(`event-sandbox: ${message}\n`)
    say(`The demo sends ${rate} events a second to ${calls.origin}. Ctrl-C ends it.`)
    const clock = createSandboxClock(calls)
    const now = async () => (await clock.now()).getTime()
    const counts = await runDemo(calls, { rate, seed, now, say }, signal)
    const { sent, mistakes } = counts
    const words = `Sent ${sent.toLocaleString('en')} events, ${mistakes.toLocaleString('en')} of them with a mistake.`
    process.stdout.write(options.json ? `${JSON.stringify(counts)}\n` : `${words}\n`)
    return code()
  } finally {
    clearTimeout(timer)
  }
}

function settingOf<Value>(option: string, text: string, read: (text: string) => Value): Value {
  try {
    return read(text)
  } catch (failure) {
    throw new SandboxError('config_invalid', `${option} ${messageOf(failure)}`)
  }
}
