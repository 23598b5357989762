import { messageOf, SandboxError } from '../base/errors.ts'
import { pause } from '../base/pause.ts'
import type { Calls } from '../client/calls.ts'
import { createDice } from './dice.ts'
import { sampleTraffic } from './samples.ts'
import { type DemoPost, type Traffic, wikiTraffic } from './traffic.ts'

/** How the demo runs. */
export interface DemoOptions {
  /** Events a second, on average. */
  readonly rate: number
  /** The same seed tells the same story. */
  readonly seed: number
  /** By the sandbox's clock, milliseconds since 1970. */
  readonly now: () => number | Promise<number>
  /** Told once what is sent, and whenever the sandbox cannot be reached for a while. */
  readonly say: (message: string) => void
}

/** What the demo has sent. */
export interface DemoCounts {
  readonly sent: number
  readonly mistakes: number
}

/** At high rates what is due is sent together so often. */
const tickMs = 20
const mostInOneTick = 1000
/** What could not be sent for so long is not made up for. */
const mostBehindMs = 1000
const betweenTriesMs = 1000

/**
 * Posts to the gate as producers do, until `signal` aborts. While the sandbox cannot be reached the demo waits for it.
 * @throws SandboxError sandbox_unreachable or not_a_sandbox where it is not there to begin with; schema_not_found.
 */
export async function runDemo(calls: Calls, options: DemoOptions, signal: AbortSignal): Promise<DemoCounts> {
  const { rate, seed, now, say } = options
  const traffic = await trafficFor(calls, seed, say)
  const dice = createDice(seed + 1)
  const counts = { sent: 0, mistakes: 0 }
  const leastPauseMs = rate > 1000 / tickMs ? tickMs : 0
  let isAway = false
  let due = performance.now()
  while (!signal.aborted) {
    const waitMs = due - performance.now()
    if (waitMs > 0) await pause(Math.max(waitMs, leastPauseMs), signal)
    try {
      const posts = await duePosts()
      await deliver(calls, posts, signal)
      counts.sent += posts.length
      counts.mistakes += posts.filter(({ isMistake }) => isMistake).length
      isAway = false
    } catch (failure) {
      if (signal.aborted) break
      if (!(failure instanceof SandboxError)) throw failure
      if (!isAway) say(`The demo waits. ${messageOf(failure)}`)
      isAway = true
      await pause(betweenTriesMs, signal)
    }
    due = Math.max(due, performance.now() - mostBehindMs)
  }
  return counts

  async function duePosts(): Promise<readonly DemoPost[]> {
    const posts: DemoPost[] = []
    const at = await now()
    for (
      ;
      due <= performance.now() && posts.length < mostInOneTick && !signal.aborted;
      due += gapMs(dice.next(), rate)
    ) {
      const post = await traffic(at)
      if (post) posts.push(post)
    }
    return posts
  }
}

async function trafficFor(calls: Calls, seed: number, say: (message: string) => void): Promise<Traffic> {
  try {
    await calls.get('/_sandbox/schemas/wiki/page/edit/1.1.0')
    return wikiTraffic(seed)
  } catch (failure) {
    if (!(failure instanceof SandboxError) || failure.code !== 'schema_not_found') throw failure
    say('The demo has no story for these schemas: it sends valid samples of them.')
    return sampleTraffic(calls, seed)
  }
}

// Events that do not know of each other arrive so (a Poisson process).
function gapMs(roll: number, rate: number): number {
  return (-Math.log(1 - roll) * 1000) / rate
}

/** One request for each producer; what may be no JSON goes by itself. */
async function deliver(calls: Calls, posts: readonly DemoPost[], signal: AbortSignal): Promise<void> {
  const right = new Map<string, string[]>()
  for (const { producer, body } of posts.filter(({ isMistake }) => !isMistake)) {
    right.set(producer, [...(right.get(producer) ?? []), body])
  }
  for (const [producer, bodies] of right) {
    await post(producer, bodies.length === 1 ? bodies.join() : `[${bodies.join(',')}]`)
  }
  for (const { producer, body } of posts.filter(({ isMistake }) => isMistake)) await post(producer, body)

  async function post(producer: string, body: string): Promise<void> {
    const headers = { 'content-type': 'application/json', 'user-agent': producer }
    const answer = await calls.request('/v1/events', { method: 'POST', headers, body, signal })
    // Whatever it says: the page shows it. Read, so that the connection is free again.
    await answer.arrayBuffer()
  }
}
