import { messageOf } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import type { DemoSwitch } from '../http/api/demo-routes.ts'

/** The demo of a running sandbox, to be started and ended while that runs: it posts over HTTP, as any producer. */
export function createDemoSwitch(parts: {
  /** How it begins where nobody says. */
  readonly rate: number
  readonly seed: number
  /** Where it posts; known once the doors are open. */
  readonly door: () => { readonly url: string; readonly token: string | undefined }
  readonly now: () => number
  readonly logger: Logger
}): DemoSwitch & { close(): Promise<void> } {
  let { rate, seed } = parts
  let running: { readonly stopping: AbortController; readonly ended: Promise<void> } | undefined

  async function run(signal: AbortSignal): Promise<void> {
    // Loaded by the first who wants it.
    const [{ runDemo }, { createCalls }] = await Promise.all([import('./run-demo.ts'), import('../client/calls.ts')])
    const say = (message: string) => parts.logger.info(message)
    await runDemo(createCalls(parts.door()), { rate, seed, now: parts.now, say }, signal)
  }

  async function stop(): Promise<void> {
    const before = running
    running = undefined
    before?.stopping.abort()
    await before?.ended
  }

  return {
    state: () => ({ running: running !== undefined, rate, seed }),
    async start(asked = {}) {
      while (running !== undefined) await stop()
      rate = asked.rate ?? rate
      seed = asked.seed ?? seed
      const stopping = new AbortController()
      const own = {
        stopping,
        ended: run(stopping.signal)
          .catch(failure => parts.logger.error(`The demo ends: ${messageOf(failure)}`))
          .finally(() => {
            if (running === own) running = undefined
          }),
      }
      running = own
    },
    stop,
    close: stop,
  }
}
