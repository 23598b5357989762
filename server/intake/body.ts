import { messageOf } from '../base/errors.ts'
import { elementsOf } from '../event/event-text.ts'
import { explainSyntax } from '../event/explain-syntax.ts'
import type { Problem } from '../event/problem.ts'

/** What the body of an intake request holds. */
export type Body =
  | { readonly holds: 'events'; readonly events: readonly unknown[]; readonly textOf: (index: number) => string }
  | { readonly holds: 'nothing' }
  /** `detail` is the parser's own word. */
  | { readonly holds: 'no events'; readonly problem: Problem; readonly detail: string }

/** Reads one event (an object) or several (an array). `[]`, `{}` and an empty body hold nothing, as EventGate has it. */
export function readBody(text: string): Body {
  if (text === '') return { holds: 'nothing' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (failure) {
    return { holds: 'no events', problem: explainSyntax(text), detail: strictFault(text) ?? messageOf(failure) }
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return { holds: 'nothing' }
    return { holds: 'events', events: value, textOf: textsOf(text) }
  }
  if (typeof value !== 'object' || value === null) {
    return { holds: 'no events', problem: noEvents(value), detail: strictFault(text) ?? '' }
  }
  if (Object.keys(value).length === 0) return { holds: 'nothing' }
  return { holds: 'events', events: [value], textOf: () => text }
}

// The original's body-parser lets nothing begin that is no object and no array. It parses what is before the first letter
// with a # in its place, and puts the letter into what the parser says of it (createStrictSyntaxError).
function strictFault(text: string): string | undefined {
  const [, before = '', first = ''] = /^([ \t\n\r]*)(.)/s.exec(text) ?? []
  if (first === '{' || first === '[') return undefined
  try {
    JSON.parse(`${before}#`)
  } catch (failure) {
    return messageOf(failure).replace('#', first)
  }
  return undefined
}

// Slicing costs as much as parsing, so it is done once, and only for a request that has a refused event.
function textsOf(array: string): (index: number) => string {
  let elements: readonly string[] | undefined
  return index => {
    elements ??= elementsOf(array)
    return elements[index] ?? ''
  }
}

function noEvents(value: unknown): Problem {
  const kind = value === null ? 'null' : `a ${typeof value}`
  return {
    pointer: '',
    keyword: 'syntax',
    message: `The body must be an event or an array of events, but it is ${kind}.`,
    hint: 'Send a JSON object, or an array of objects.',
    line: 1,
    column: 1,
  }
}
