import { isEvent } from '../event/event.ts'

/**
 * What an event is about, for one line of a list: its most telling text, then what was done by whom, and more fields, three
 * in all: `Pont du Gard` and `edit by Odile B., page_id 61077`.
 */
export interface Summary {
  readonly title: string
  readonly detail: string
}

interface Field {
  readonly name: string
  readonly value: string
  readonly rank: number
  /** It names who did it. */
  readonly isDoer: boolean
}

const longest = 80
const fieldsLookedAt = 40

const kinds = /(_kind|action|^type|_type)$/

// What a name promises about its value, most telling first.
const ranks: readonly RegExp[] = [
  /(^|_)title$/,
  /(^|_)name$/,
  /(^|_)(text|subject|test|message|query)$/,
  kinds,
  /(^|_)(uri|url|key|domain)$/,
  /(^|_)id$/,
]

/** The last of them that names or describes. */
const lastNaming = 2
/** Objects that tell who did it. */
const doers = /^(performer|actor|author|editor|sender)$/

/** Summarizes an event from its own fields; `$schema`, `meta` and times say nothing about it. */
export function summarize(event: unknown): Summary {
  if (!isEvent(event)) return { title: '', detail: '' }
  const fields = fieldsOf(event).sort((one, other) => one.rank - other.rank)
  const [first, ...rest] = fields
  if (!first) return { title: '', detail: '' }
  const doer = rest.find(({ isDoer }) => isDoer)
  const kind = doer && rest.find(({ name }) => kinds.test(name))
  const others = rest.filter(field => field !== doer && field !== kind)
  const deed = doer ? [kind ? `${kind.value} by ${doer.value}` : `by ${doer.value}`] : []
  const detail = [...deed, ...others.map(({ name, value }) => `${name} ${value}`)]
  return { title: titleOf(first), detail: detail.slice(0, 3).join(', ') }
}

/** A title as it is read: wikis write its spaces as underscores. */
function titleOf({ name, value }: Field): string {
  return /(^|_)title$/.test(name) && !value.includes(' ') ? value.replaceAll('_', ' ') : value
}

// Scalars of the event and of the objects in it, but no deeper.
function fieldsOf(event: Record<string, unknown>): Field[] {
  const fields: Field[] = []
  for (const [name, value] of Object.entries(event)) {
    if (name === '$schema' || name === 'meta') continue
    if (isEvent(value))
      for (const [inner, innerValue] of Object.entries(value)) add(inner, innerValue, doers.test(name))
    else add(name, value, false)
    if (fields.length >= fieldsLookedAt) break
  }
  return fields

  function add(name: string, value: unknown, isOfDoer: boolean): void {
    if (typeof value !== 'string' && typeof value !== 'number') return
    if (value === '' || /(^|_)dt$|timestamp|(^|_)sha1$/.test(name)) return
    const rank = ranks.findIndex(pattern => pattern.test(name))
    const text = String(value)
    const shown = text.length > longest ? `${text.slice(0, longest)}…` : text
    // What an event is about is hardly who did it.
    const isDoer = isOfDoer && rank >= 0 && rank <= lastNaming
    fields.push({ name, value: shown, rank: rank < 0 || isOfDoer ? ranks.length : rank, isDoer })
  }
}
