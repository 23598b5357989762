import type { Calls } from './calls.ts'
import type { AskOnce } from './long-wait.ts'
import type { EventItem } from './types.ts'

/** How long one request waits: well within what proxies and fetch itself allow. */
const waitFor = '60s'
const pageSize = 1000

/** Events as they come: waits for the first, lists what came with it, and waits again from there. */
export async function* follow(
  calls: Calls,
  ask: AskOnce,
  options: {
    readonly query: string | undefined
    readonly scope: string | undefined
    readonly after?: string
    readonly signal?: AbortSignal
  },
): AsyncGenerator<EventItem, void, void> {
  const { query = '', scope, signal } = options
  const match = { match: query, status: 'all' }
  try {
    let after = options.after ?? (await endOf(ask, signal))
    while (!signal?.aborted) {
      const answer = await ask({ ...match, after, within: waitFor }, signal)
      if ('reason' in answer) continue
      // What is waited for is read from before it, for others may have come at the same time.
      const asked = { q: query, order: 'asc', limit: `${pageSize}`, after, ...(scope ? { scope } : {}) }
      const page = await calls.get<{ items: readonly EventItem[]; next: string | null }>(
        `/_sandbox/events?${new URLSearchParams(asked)}`,
        signal,
      )
      for (const item of page.items) {
        yield item
        after = item.cursor
      }
    }
  } catch (failure) {
    if (!signal?.aborted) throw failure
  }
}

// Nothing is waited for: the answer tells where the log ends.
async function endOf(ask: Parameters<typeof follow>[1], signal: AbortSignal | undefined): Promise<string> {
  const answer = await ask({ count: 0 }, signal)
  return 'cursor' in answer ? answer.cursor : '0.0'
}
