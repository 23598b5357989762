import { api } from '../api.ts'
import type { Problem } from '../wire.ts'
import { eventsIn, isJson, type Line, linesIn } from './events-in.ts'

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
    const lines = linesIn(text) ?? [{ text, offset: 0, number: 1 }]
    const broken = await Promise.all(lines.slice(0, checkedEvents).map(brokenIn))
    return { text, events, problems: broken.flat() }
  }
  const checked = await Promise.all(events.slice(0, checkedEvents).map(event => api.validate(event)))
  return {
    text,
    events,
    problems: checked.flatMap(({ problems }, event) => problems.map(problem => ({ ...problem, event }))),
  }
}

/** Why a text, or one line of it, is no JSON. Lines count in the whole text. */
async function brokenIn({ text, number }: Line, event: number): Promise<readonly EventProblem[]> {
  if (isJson(text)) return []
  const { problems } = await api.validateText('\n'.repeat(number - 1) + text)
  return problems.map(problem => ({ ...problem, event }))
}
