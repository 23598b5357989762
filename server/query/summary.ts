import { isEvent } from '../event/event.ts'

/** What an event is about, for one line of a list: its most telling text, then up to three more fields. */
export interface Summary {
  readonly title: string
  readonly detail: string
}

interface Field {
  readonly name: string
  readonly value: string
  readonly rank: number
}

const longest = 80
const fieldsLookedAt = 40

// What a name promises about its value, most telling first.
const ranks: readonly RegExp[] = [
  /(^|_)title$/,
  /(^|_)name$/,
  /(^|_)(text|subject|test|message|query)$/,
  /(_kind|action|^type|_type)$/,
  /(^|_)(uri|url|key|domain)$/,
  /(^|_)id$/,
]

/** Summarizes an event from its own fields; `$schema`, `meta` and times say nothing about it. */
export function summarize(event: unknown): Summary {
  if (!isEvent(event)) return { title: '', detail: '' }
  const fields = fieldsOf(event).sort((one, other) => one.rank - other.rank)
  const [first, ...rest] = fields
  if (!first) return { title: '', detail: '' }
  const detail = rest.slice(0, 3).map(({ name, value }) => `${name} ${value}`)
  return { title: first.value, detail: detail.join(', ') }
}

// Scalars of the event and of the objects in it, but no deeper.
function fieldsOf(event: Record<string, unknown>): Field[] {
  const fields: Field[] = []
  for (const [name, value] of Object.entries(event)) {
    if (name === '$schema' || name === 'meta') continue
    if (isEvent(value)) for (const [inner, innerValue] of Object.entries(value)) add(inner, innerValue)
    else add(name, value)
    if (fields.length >= fieldsLookedAt) break
  }
  return fields

  function add(name: string, value: unknown): void {
    if (typeof value !== 'string' && typeof value !== 'number') return
    if (value === '' || /(^|_)dt$|timestamp|(^|_)sha1$/.test(name)) return
    const rank = ranks.findIndex(pattern => pattern.test(name))
    const text = String(value)
    const shown = text.length > longest ? `${text.slice(0, longest)}…` : text
    fields.push({ name, value: shown, rank: rank < 0 ? ranks.length : rank })
  }
}
