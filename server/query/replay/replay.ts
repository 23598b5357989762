import { pause } from '../../base/pause.ts'
import { type Event, isEvent } from '../../event/event.ts'
import { fieldPath, setAt, valueAt } from '../../event/field-path.ts'
import type { Gate } from '../../intake/gate.ts'
import { noRequest } from '../../intake/request-facts.ts'
import { scopeOfCluster } from '../../log/cluster-name.ts'
import type { Cursor, Note, StoredRecord } from '../../log/types.ts'
import type { EventQuery } from '../event-query.ts'
import type { EventReader } from '../event-reader.ts'

/** What is sent again, and how. */
export interface ReplayAsked {
  readonly query: EventQuery
  /** Only what came before it: what a replay sends is not sent again by it. */
  readonly before: Cursor
  /** The only scope whose events are meant; null is all that is in none. */
  readonly scope: string | null
  /** The stream that all go to; without it each goes to its own. */
  readonly to: string | undefined
  /** How much faster than they arrived; Infinity is as fast as can be. */
  readonly speed: number
  /** With new ids and the present date, where an event has them. */
  readonly fresh: boolean
}

/** How far a replay is. */
export interface ReplayCounts {
  accepted: number
  refused: number
  /** What is no JSON object, and cannot be sent. */
  unreadable: number
}

/** What a replay sends through. */
export interface ReplayParts {
  readonly events: EventReader
  /** The gate that events of a record go through, by the name of the one they came by. */
  readonly gateOf: (gate: string | null) => Gate
  readonly newId: () => string
  readonly now: () => number
}

/** An event on its way. */
interface Sent {
  readonly gate: Gate
  readonly event: Event
  readonly text: string
}

const readAtOnce = 200
const longestTimer = 2 ** 31 - 1

/**
 * Sends stored events through the gate again, in the order of their arrival, as far apart as they came by the speed;
 * counts as it goes. Ends after the request under way where `signal` aborts. Rejects where nothing can be stored.
 */
export async function replay(
  asked: ReplayAsked,
  parts: ReplayParts,
  counts: ReplayCounts,
  signal: AbortSignal,
): Promise<void> {
  const schedule = createSchedule(asked.speed)
  let after: Cursor | undefined
  while (!signal.aborted) {
    const page = { order: 'asc', limit: readAtOnce, before: asked.before, ...(after ? { after } : {}) } as const
    const { records, next } = await parts.events.find(asked.query, page)
    const meant = records.filter(({ cluster }) => scopeOfCluster(cluster) === asked.scope)
    for (const group of schedule.groups(meant)) {
      await schedule.until(group, signal)
      if (signal.aborted) return
      await send(group, asked, parts, counts)
    }
    if (next === null) return
    after = next
  }
}

/** When each record is due: those that came first now, the others as much later as they came later, by the speed. */
function createSchedule(speed: number) {
  const began = performance.now()
  let first: number | undefined
  const dueAt = ({ receivedAt }: StoredRecord) => {
    first ??= receivedAt
    return began + (receivedAt - first) / speed
  }

  return {
    /** What is due at the same time is sent together. */
    groups(records: readonly StoredRecord[]): readonly (readonly StoredRecord[])[] {
      const groups: StoredRecord[][] = []
      let due: number | undefined
      for (const record of records) {
        const own = dueAt(record)
        if (own === due) groups.at(-1)?.push(record)
        else groups.push([record])
        due = own
      }
      return groups
    },
    async until([record]: readonly StoredRecord[], signal: AbortSignal): Promise<void> {
      const due = record ? dueAt(record) : began
      for (let left = due - performance.now(); left > 0 && !signal.aborted; left = due - performance.now()) {
        await pause(Math.min(left, longestTimer), signal)
      }
    },
  }
}

async function send(
  records: readonly StoredRecord[],
  asked: ReplayAsked,
  parts: ReplayParts,
  counts: ReplayCounts,
): Promise<void> {
  const byGate = new Map<Gate, Sent[]>()
  for (const record of records) {
    const sent = sentOf(record, asked, parts)
    if (!sent) counts.unreadable += 1
    else byGate.set(sent.gate, [...(byGate.get(sent.gate) ?? []), sent])
  }
  for (const [gate, group] of byGate) {
    const note: Note = { door: 'replay', gate: gate.settings.name, producer: 'event-sandbox replay' }
    const { total, refused } = await gate.submit(
      group.map(({ event }) => event),
      { note, facts: noRequest, isHasty: false, textOf: index => group[index]?.text ?? '' },
    )
    counts.accepted += total - refused.length
    counts.refused += refused.length
  }
}

function sentOf(record: StoredRecord, { to, fresh }: ReplayAsked, parts: ReplayParts): Sent | undefined {
  const { event, raw, item } = parts.events.read(record)
  if (!isEvent(event)) return undefined
  const gate = parts.gateOf(item.gate)
  const { streamField, idField, dtField } = gate.settings
  if (to !== undefined && streamField !== null) setAt(event, fieldPath(streamField), to)
  if (fresh) {
    if (valueAt(event, fieldPath(idField)) !== undefined) setAt(event, fieldPath(idField), parts.newId())
    const dt = new Date(parts.now()).toISOString()
    if (valueAt(event, fieldPath(dtField)) !== undefined) setAt(event, fieldPath(dtField), dt)
  }
  return { gate, event, text: to === undefined && !fresh ? raw : JSON.stringify(event) }
}
