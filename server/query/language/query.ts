import type { ValueTest } from './value.ts'

/** A query, read: what must hold of an event. */
export type Query = All | Any | Not | Term

/** Several at once; of nothing: every event. */
export interface All {
  readonly kind: 'all'
  readonly of: readonly Query[]
}

/** One of several. */
export interface Any {
  readonly kind: 'any'
  readonly of: readonly Query[]
}

/** What must not hold. */
export interface Not {
  readonly kind: 'not'
  readonly of: Query
}

/** One condition. */
export type Term = (KeyTerm | TimeTerm | FieldTerm | TextTerm) & {
  /** As it stands in the text of the query. */
  readonly written?: string
}

/** A key of the language, such as `stream:mediawiki.*`. */
export interface KeyTerm {
  readonly kind: 'key'
  readonly key: string
  readonly test: Test
  /** Of a key that is a name: the only one that fits, where it has no `*`. */
  readonly exact?: string
}

/** `since:10m`: arrival from (inclusive) or until (exclusive) a moment, in milliseconds since 1970. */
export interface TimeTerm {
  readonly kind: 'time'
  readonly key: 'since' | 'until'
  readonly at: number
}

/** A field of the event: `page.page_id:42`. */
export interface FieldTerm {
  readonly kind: 'field'
  readonly path: readonly string[]
  readonly test: ValueTest
  /** The only value that fits, as a text, where there is one: `42` is the number and the text. */
  readonly exact?: string
}

/** Words that stand anywhere in the event, or in the reasons of its refusal; case aside. */
export interface TextTerm {
  readonly kind: 'text'
  /** In lower case. */
  readonly text: string
}

/** Whether a condition holds; undefined where too little is known of the event to tell. */
export type Test = (known: Known) => boolean | undefined

/** What is known of an event. What is absent is not known (yet); null is known to be nothing. */
export interface Known {
  /** A gate took it as a canary event. */
  readonly isCanary?: boolean
  readonly status?: 'valid' | 'invalid'
  readonly stream?: string | null
  readonly topic?: string
  readonly partition?: number
  readonly offset?: number
  readonly key?: string | null
  readonly producer?: string | null
  readonly gate?: string | null
  /** Milliseconds since 1970. */
  readonly receivedAt?: number
  readonly content?: Content
}

/** What only reading the event tells. */
export interface Content {
  /** As parsed; null where it is no JSON. */
  readonly event: unknown
  readonly raw: string
  readonly schema: string | null
  readonly problems: readonly { readonly keyword: string; readonly pointer: string; readonly message: string }[]
  /** The ids of the groups that its problems belong to; absent where it was not refused. */
  causes?(): readonly string[]
}

/** A place in the text of a query. */
export interface Place {
  readonly offset: number
  readonly length: number
}
