import type { Problem } from '../event/problem.ts'

/** An event as parsed: `$schema` names its schema, `meta.stream` its stream. */
export interface SandboxEvent {
  readonly $schema?: string
  readonly meta?: EventMeta
  readonly [field: string]: unknown
}

/** What the platform knows of an event. */
export interface EventMeta {
  readonly stream?: string
  readonly id?: string
  readonly dt?: string
  readonly [field: string]: unknown
}

/**
 * Which events are meant: a search such as `stream:test.event page.page_id:42`, or a part of the event: objects by their
 * keys, lists by items in any order, values as they are, a RegExp, or `{ $gt: 1 }`, `$gte`, `$lt`, `$lte`, `$ne`, `$in`,
 * `$re`, `$exists`, `$eq`.
 */
export type Match = string | object

/** An event with what the sandbox knows of it. */
export interface EventItem<Event = SandboxEvent> {
  /** Its place in the order of arrival. */
  readonly cursor: string
  readonly status: 'valid' | 'invalid'
  readonly receivedAt: string
  readonly stream: string | null
  readonly schema: string | null
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly producer: string | null
  /** null where it is no JSON. */
  readonly event: Event
  /** Why it was refused, in one sentence. */
  readonly reason?: string
}

/** A refused event with everything that is wrong with it. */
export interface RefusedItem extends EventItem<SandboxEvent | null> {
  readonly problems?: readonly Problem[]
}

/** What of a match an event does not have. */
export interface Difference {
  /** RFC 6901, in the event. */
  readonly pointer: string
  readonly wanted: unknown
  /** Absent where the event has nothing there. */
  readonly found?: unknown
  readonly message: string
}

/** An event that came near. */
export interface NearMiss {
  readonly item: EventItem
  readonly diff: readonly Difference[]
}

/** How a wait is asked for. */
export interface WaitOptions {
  /** How long at most, `5s` by default. */
  readonly within?: string | number
  /** Only what came after this cursor. */
  readonly after?: string
  /** Accepted events by default; `invalid` waits for refused ones. */
  readonly status?: 'valid' | 'invalid' | 'all'
}

/** How several events are waited for. */
export interface WaitManyOptions extends WaitOptions {
  /** 1 by default. */
  readonly count?: number
  /** `exactly` is sure that no more come. */
  readonly mode?: 'atLeast' | 'exactly'
  /** So long nothing more may come. */
  readonly quiet?: string | number
}

/** How one makes sure that something does not come. */
export interface QuietOptions {
  /** How long nothing may come, `200ms` by default. */
  readonly quiet?: string | number
  readonly after?: string
  readonly status?: 'valid' | 'invalid' | 'all'
}

/** What a stream's next event is made of; `$schema`, `meta.stream` and `meta.id` are filled in. */
export type EventFields = object
