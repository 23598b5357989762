import { describe, expect, it } from 'vitest'
import { createCalls } from '../../server/client/calls.ts'
import type { WaitAnswer } from '../../server/client/failures.ts'
import { inPieces, type Wait } from '../../server/client/long-wait.ts'
import { type Sandbox, startSandbox } from '../../server/index.ts'

/** Waits in requests so short that each wait takes several; an event comes before the request of a number. */
function asking(sandbox: Sandbox, longestMs: number, comesBefore?: number) {
  const calls = createCalls({ url: sandbox.url })
  const seen = { requests: 0 }
  const ask = inPieces(async (wait): Promise<WaitAnswer> => {
    seen.requests += 1
    if (seen.requests === comesBefore) await sandbox.send('test.event', { test: 'hi' })
    const answer = await calls.request('/_sandbox/events/wait', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wait),
    })
    return (await answer.json()) as WaitAnswer
  }, longestMs)
  return { seen, ask: (wait: Wait) => ask({ match: 'stream:test.event', ...wait }) }
}

describe('a wait that is longer than a request may be', () => {
  it('is met by what comes during a later request', async () => {
    await using sandbox = await startSandbox({ kafka: false })
    const { ask, seen } = asking(sandbox, 1, 3)
    expect(await ask({ within: '20m' })).toMatchObject({ items: [{ event: { test: 'hi' } }] })
    expect(seen.requests).toBe(3)
  })

  it('ends when its time is over, and tells all of it', async () => {
    await using sandbox = await startSandbox({ kafka: false })
    const { ask, seen } = asking(sandbox, 10)
    expect(await ask({ within: 30 })).toMatchObject({
      reason: expect.stringMatching(/^0 of 1 event came within \d+ ms\.$/),
    })
    expect(seen.requests).toBeGreaterThan(1)
  })

  it('of what is not to come ends with the event, and else when it was quiet so long', async () => {
    await using sandbox = await startSandbox({ kafka: false })
    const quiet = asking(sandbox, 10)
    expect(await quiet.ask({ mode: 'none', quiet: 30 })).toMatchObject({ items: [] })
    expect(quiet.seen.requests).toBeGreaterThan(1)
    const disturbed = asking(sandbox, 1, 2)
    expect(await disturbed.ask({ mode: 'none', quiet: '20m' })).toMatchObject({ reason: /not to come/ })
    expect(disturbed.seen.requests).toBe(2)
  })

  it('is asked for once where it is short', async () => {
    await using sandbox = await startSandbox({ kafka: false })
    const { ask, seen } = asking(sandbox, 60_000)
    await ask({ within: '1ms' })
    expect(seen.requests).toBe(1)
  })
})
