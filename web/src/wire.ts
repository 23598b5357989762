/** What the sandbox answers, as INTERFACE.md has it. Times are ISO strings in UTC. */

export type Status = 'valid' | 'invalid'

/** One event as the list shows it. */
export interface Item {
  readonly cursor: string
  readonly status: Status
  readonly receivedAt: string
  readonly stream: string | null
  readonly schema: string | null
  readonly cluster: string
  readonly scope: string | null
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly title: string
  readonly detail: string
  /** It came by Kafka and was kept, although its schema refuses it. */
  readonly kept?: true
  /** The first problem's sentence; backticks enclose what the machine said. */
  readonly reason?: string
  /** How many problems there are. */
  readonly problems?: number
  readonly producer: string | null
  readonly gate: string | null
  readonly size: number
  /** The text that answers the search: `from` to `to` of it. */
  readonly hit?: { readonly field: string; readonly text: string; readonly from: number; readonly to: number }
}

/** What may stand at a place of a search. */
export interface Completions {
  readonly from: number
  readonly to: number
  readonly items: readonly Completion[]
}

export interface Completion {
  readonly text: string
  readonly says: string
  readonly group?: string
}

export interface EventPage {
  readonly items: readonly (Item & { readonly event: unknown })[]
  readonly next: string | null
}

/** One event, whole. */
export interface StoredEvent extends Omit<Item, 'problems'> {
  readonly event: unknown
  /** Its text with line breaks; the lines of problems count in it. */
  readonly text: string
  readonly raw: string
  readonly key: string | null
  readonly headers: Readonly<Record<string, string | null>>
  readonly timestamp: string
  readonly request: { readonly id: string; readonly size: number } | null
  readonly problems: readonly Problem[]
  /** What a fault rule did to it. */
  readonly fault: string | null
  readonly schemaSource: SchemaSource | null
  readonly sources: readonly SchemaSource[]
}

/** Who reads an event's topic, and whether they are past it. */
export interface PastReader {
  readonly door: 'kafka' | 'sse'
  readonly name: string
  /** The offset it reads next; null where it has read nothing of the partition. */
  readonly next: number | null
  readonly isPast: boolean
}

export interface SchemaSource {
  readonly uri: string
  readonly repository: string
  /** As the user typed its folder. */
  readonly file: string
  /** Absolute, for an editor. */
  readonly path: string
  readonly text: string
}

export interface Problem {
  /** RFC 6901; `''` is the root. */
  readonly pointer: string
  readonly keyword: string
  readonly message: string
  readonly hint?: string
  readonly line?: number
  readonly column?: number
  readonly schema?: { readonly uri: string; readonly pointer: string; readonly file: string; readonly line: number }
  readonly fix?: Correction
}

export interface Correction {
  readonly was: string
  readonly becomes: string
  readonly note: string
  readonly label: string
  readonly patch: readonly PatchOperation[]
}

export type PatchOperation =
  | { readonly op: 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'move'; readonly from: string; readonly path: string }

export interface Finding {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly hint?: string
  readonly inForce?: string
}

/** The sandbox itself: where its doors are and what it keeps. */
export interface Sandbox {
  readonly name: string
  readonly version: string
  /** Another one after every start. */
  readonly start: string
  readonly startedAt: string
  readonly urls: { readonly page: string; readonly intake: string; readonly streams: string }
  /** Where each gate takes events; the one at the root comes first. */
  readonly gates: readonly { readonly name: string; readonly intake: string }[]
  readonly kafka: string | null
  readonly storage: {
    readonly mode: 'memory' | 'disk'
    readonly folder?: string
    readonly records: number
    readonly bytes: number
  }
  readonly schemas: {
    readonly repositories: readonly { readonly name: string; readonly folder: string; readonly schemas: number }[]
    readonly watching: boolean
    readonly findings: readonly Finding[]
  }
  readonly counts: { readonly total: number; readonly valid: number; readonly invalid: number }
  /** A valid event to send, where a schema offers one. */
  readonly example: Readonly<Record<string, unknown>> | null
}

/** The traffic of a small wiki. */
export interface Demo {
  readonly running: boolean
  readonly rate: number
}

export interface Counts {
  readonly valid: number
  readonly invalid: number
}

/** What is kept, by stream. */
export interface Summary extends Counts {
  readonly total: number
  readonly byStream: Readonly<Record<string, Counts>>
}

/** Accepted and refused in one bar. */
export type BarCounts = readonly [valid: number, invalid: number]

export interface Histogram {
  readonly from: string
  readonly to: string
  readonly bars: readonly BarCounts[]
  /** Where a search looks into too many events: what arrived before is not counted. */
  readonly countedSince?: string
}

/** What the live socket sends, at most ten times a second. */
export interface Frame {
  readonly start: string
  readonly version: string
  readonly cursor: string
  /** Oldest first. */
  readonly items: readonly Item[]
  readonly counts: Counts
  readonly totals: Counts
  /** Accepted items of this frame that are not in `items`. */
  readonly skipped: number
  readonly seconds: readonly (readonly [second: number, valid: number, invalid: number])[]
  /** In the first frame: where what is older begins, null where nothing is. */
  readonly next?: string | null
  readonly schemas?: { readonly findings: readonly Finding[] }
  /** In the first frame, and where they changed: the fault rules in force. */
  readonly faults?: readonly FaultRule[]
  /** Where the clock is set: how far it is ahead of the machine's, or where it stands. */
  readonly clock?: { readonly ahead: number } | { readonly at: number }
  readonly error?: { readonly code: string; readonly detail: string; readonly hint?: string }
}

/** What goes wrong on purpose. */
export interface FaultRule {
  readonly id: string
  readonly words: string
}

/** Negative where `a` came before `b`: cursors are `SEQ.INDEX`. */
export function compareCursors(a: string, b: string): number {
  const [aSeq = 0, aIndex = 0] = a.split('.').map(Number)
  const [bSeq = 0, bIndex = 0] = b.split('.').map(Number)
  return aSeq - bSeq || aIndex - bIndex
}
