import { api } from '../api.ts'
import type { Problem } from '../wire.ts'

/** What the sandbox would say of the text: problems by event, in their order. */
export interface Check {
  /** The text that was checked. */
  readonly text: string
  /** The events in it; undefined where it is no JSON. */
  readonly events: readonly unknown[] | undefined
  readonly problems: readonly EventProblem[]
}

/** A problem, and which of the events has it. */
export interface EventProblem extends Problem {
  readonly event: number
}

/** So many events are checked while somebody types. */
export const checkedEvents = 50

/** Asks the sandbox what the gate would say; nothing is sent. */
export async function checkText(text: string): Promise<Check> {
  const events = eventsIn(text)
  if (events === undefined) {
    const { problems } = await api.validateText(text)
    return { text, events, problems: problems.map(problem => ({ ...problem, event: 0 })) }
  }
  const checked = await Promise.all(events.slice(0, checkedEvents).map(event => api.validate(event)))
  return {
    text,
    events,
    problems: checked.flatMap(({ problems }, event) => problems.map(problem => ({ ...problem, event }))),
  }
}

/** The events that a text holds; undefined where it is no JSON. */
export function eventsIn(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    return undefined
  }
}
