import { type ReplayOptions, replay } from '../client/replay.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { untilStopped } from './until-stopped.ts'

/** `event-sandbox replay [QUERY]`: exit code 5 where an event is refused; all others are sent. */
export async function replayEvents(
  query: string,
  { url, token, json, ...options }: ClientOptions & Omit<ReplayOptions, 'query' | 'signal'>,
): Promise<number> {
  const { signal, code } = untilStopped()
  const calls = connect({ ...(url ? { url } : {}), ...(token ? { token } : {}) })
  try {
    const result = await replay(calls, { ...options, ...(query ? { query } : {}), signal })
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : wordsOf(result))
    return result.refused === 0 ? exitCodes.fine : exitCodes.invalid
  } catch (failure) {
    if (!signal.aborted) throw failure
    process.stderr.write('event-sandbox: The replay is stopped; what was sent stays.\n')
    return code()
  }
}

function wordsOf({ accepted, refused, unreadable, isStopped }: Awaited<ReturnType<typeof replay>>): string {
  const others = unreadable === 0 ? '' : ` ${unreadable} are no JSON objects, and were not sent.`
  const stopped = isStopped ? ' It was stopped before the last.' : ''
  return `${accepted} ${accepted === 1 ? 'event' : 'events'} accepted, ${refused} refused.${others}${stopped}\n`
}
