import { rejectionsTopic } from '../intake/rejections.ts'
import type { Log } from '../log/types.ts'
import type { Activity } from './activity.ts'
import type { EventQuery } from './event-query.ts'
import type { EventReader } from './event-reader.ts'

/** Accepted and refused arrivals by equal parts of a time. */
export interface Histogram {
  readonly bars: readonly (readonly [valid: number, invalid: number])[]
  /** Milliseconds since 1970: what arrived before is not counted, for the search looks into too many bodies. */
  readonly countedSince?: number
}

/** Counts what answers a query. Streams and status of the last day are counted already; all else is looked for, the newest first. */
export async function histogramOf(
  { activity, events, log }: { activity: Activity; events: EventReader; log: Log },
  query: EventQuery,
  { from, to, bars }: { readonly from: number; readonly to: number; readonly bars: number },
): Promise<Histogram> {
  if (query.isBroad && from >= activity.countsFrom()) return { bars: activity.histogram(query, from, to, bars) }
  const counts = Array.from({ length: bars }, (): [number, number] => [0, 0])
  const within = { ...query, since: Math.max(from, query.since ?? from), until: Math.min(to, query.until ?? to) }
  const stopped = await events.walk(within, { order: 'desc', limit: 1000 }, ({ receivedAt, topic }) => {
    const bar = counts[Math.floor(((receivedAt - from) / (to - from)) * bars)]
    if (bar) bar[topic === rejectionsTopic ? 1 : 0] += 1
    return false
  })
  return { bars: counts, ...(stopped === null ? {} : { countedSince: log.at(stopped)?.receivedAt ?? to }) }
}
