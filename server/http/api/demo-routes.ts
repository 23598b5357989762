import type { FastifyInstance } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'

/** How the demo runs. */
export interface DemoState {
  readonly running: boolean
  /** Events a second. */
  readonly rate: number
  /** The same seed tells the same story. */
  readonly seed: number
}

/** Starts and ends the demo's traffic. */
export interface DemoSwitch {
  state(): DemoState
  /** Begins, or begins anew with what is asked for; resolves once what ran before has ended. */
  start(asked?: { readonly rate?: number; readonly seed?: number }): Promise<void>
  /** Resolves once it sends no more. */
  stop(): Promise<void>
}

const highestRate = 100_000

/** The traffic of a small wiki, started and ended from outside. */
export function demoRoutes(app: FastifyInstance, { demo }: { readonly demo: DemoSwitch }): void {
  app.get('/_sandbox/demo', () => demo.state())
  app.post('/_sandbox/demo', async ({ body }) => {
    await demo.start(askedOf(body))
    return demo.state()
  })
  app.delete('/_sandbox/demo', async (_, reply) => {
    await demo.stop()
    return reply.code(204).send()
  })
}

function askedOf(body: unknown): { rate?: number; seed?: number } {
  const { rate, seed, ...others } = isEvent(body) ? body : {}
  const isRate = rate === undefined || (typeof rate === 'number' && rate > 0 && rate <= highestRate)
  const isSeed = seed === undefined || (Number.isSafeInteger(seed) && Number(seed) >= 0)
  if (!isRate || !isSeed || Object.keys(others).length > 0) {
    throw new SandboxError('bad_request', 'The body does not say how the demo is to run.', {
      hint: 'Send {} or {"rate": 5, "seed": 1}: events a second up to 100000, and a whole number.',
    })
  }
  return {
    ...(rate === undefined ? {} : { rate: Number(rate) }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  }
}
