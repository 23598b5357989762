import type { FaultRule, Finding, Frame } from '../wire.ts'
import type { Connection } from './connection.ts'
import type { Row } from './rows.ts'
import type { Timeline } from './timeline.ts'

/** What the page knows of the stream of events; a new object after every change, at most one a drawn frame. */
export interface FeedState {
  readonly connection: Connection
  /** Newest first. */
  readonly rows: readonly Row[]
  /** No row is older than the last one. */
  readonly complete: boolean
  readonly loaded: boolean
  /** What came in while the view is held. */
  readonly held: { readonly valid: number; readonly invalid: number } | undefined
  readonly totals: { readonly valid: number; readonly invalid: number }
  readonly findings: readonly Finding[] | undefined
  /** The fault rules in force. */
  readonly faults: readonly FaultRule[]
  readonly start: string
  readonly version: string
  /** The version this page was loaded from. */
  readonly firstVersion: string
  /** What is wrong with the query. */
  readonly error: Frame['error']
  /** Accepted events the last busy frame left out, of how many. */
  readonly sampled: { readonly shown: number; readonly of: number } | undefined
}

/** The live list behind the page. Holding holds the view, never what comes in. */
export interface Feed {
  readonly timeline: Timeline
  state(): FeedState
  subscribe(listener: () => void): () => void
  /** Follows another query; `since:` and `until:` in it cut the list. */
  follow(query: string): void
  hold(): void
  resume(): void
  /** Reads the next older rows. */
  older(): Promise<void>
  retry(): void
}

/** Before the first frame. */
export const firstState: FeedState = {
  connection: { status: 'connecting' },
  rows: [],
  complete: false,
  loaded: false,
  held: undefined,
  totals: { valid: 0, invalid: 0 },
  findings: undefined,
  faults: [],
  start: '',
  version: '',
  firstVersion: '',
  error: undefined,
  sampled: undefined,
}

/** What is held, with a frame more. */
export function more(held: FeedState['held'], frame: Frame): FeedState['held'] {
  if (held === undefined) return undefined
  return { valid: held.valid + frame.counts.valid, invalid: held.invalid + frame.counts.invalid }
}

/** How much of a busy frame is drawn. */
export function shares(frame: Frame): FeedState['sampled'] {
  return { shown: frame.items.length, of: frame.items.length + frame.skipped }
}
