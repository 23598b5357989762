import { valuesAt } from './field.ts'
import { termsIn } from './holds.ts'
import type { Content, Query } from './query.ts'
import { textHit } from './text.ts'

/** What of an event answers a query: a part of one of its texts, with the place of the match in that part. */
export interface Hit {
  /** The field's path; `reason` for the sentence of a problem, nothing where the event is no JSON. */
  readonly field: string
  readonly text: string
  readonly from: number
  readonly to: number
}

const before = 24
const longest = 120

/** The first place that a query's words or fields lead to; undefined where it asks for neither. */
export function hitOf(query: Query, content: Content): Hit | undefined {
  for (const { term, not } of termsIn(query)) {
    if (not) continue
    if (term.kind === 'text') {
      const found = textHit(term.text, content)
      if (found) return excerpt(found.field, found.text, found.text.toLowerCase().indexOf(term.text), term.text.length)
    } else if (term.kind === 'field') {
      const values = valuesAt(content.event, term.path).filter(value => typeof value !== 'object' && term.test(value))
      if (values.length > 0) {
        const text = String(values[0])
        return excerpt(term.path.join('.'), text, 0, text.length)
      }
    }
  }
  return undefined
}

function excerpt(field: string, text: string, at: number, length: number): Hit {
  const start = Math.max(0, at - before)
  const shown = text.slice(start, start + longest)
  const head = start > 0 ? '…' : ''
  const tail = start + longest < text.length ? '…' : ''
  const from = at - start + head.length
  return { field, text: head + shown + tail, from, to: Math.min(from + length, head.length + shown.length) }
}
