import type { Problem } from '../event/problem.ts'
import type { EventItem, Match, NearMiss, RefusedItem, SandboxEvent } from './types.ts'

/** What a wait was answered with that was not met. */
export interface NotMet {
  readonly reason: string
  readonly nearMisses: readonly NearMiss[]
  readonly invalidLookalikes: readonly RefusedItem[]
  /** How many did come. */
  readonly received: number
  readonly items: readonly EventItem[]
}

/** The two answers of `POST /_sandbox/events/wait`. */
export type WaitAnswer = { readonly items: readonly EventItem[]; readonly cursor: string } | NotMet

/** An event did not come in time: the message shows what came nearest, and why it was refused where it was. */
export class WaitTimeoutError extends Error {
  readonly nearMisses: readonly NearMiss[]
  readonly invalidLookalikes: readonly RefusedItem[]
  readonly received: number

  constructor(match: Match | undefined, answer: NotMet, origin: string) {
    super(waitMessage(match, answer, origin))
    this.name = 'WaitTimeoutError'
    this.nearMisses = answer.nearMisses
    this.invalidLookalikes = answer.invalidLookalikes
    this.received = answer.received
  }
}

/** An event came that was not to come. */
export class UnexpectedEventError extends Error {
  readonly items: readonly EventItem[]

  constructor(match: Match | undefined, { items }: NotMet, origin: string) {
    super(`An event came that was not to come: ${matchText(match)}\n${shownItems(items, origin)}`)
    this.name = 'UnexpectedEventError'
    this.items = items
  }
}

/** Events were refused where none was to be. */
export class InvalidEventsError extends Error {
  readonly items: readonly RefusedItem[]

  constructor(items: readonly RefusedItem[], total: number, origin: string) {
    const rest = total > items.length ? `\nand ${total - items.length} more` : ''
    super(
      `${total} ${total === 1 ? 'event was' : 'events were'} refused.\n${items.map(item => refusedText(item, origin)).join('')}${rest}`,
    )
    this.name = 'InvalidEventsError'
    this.items = items
  }
}

/** The sandbox refused what was sent. */
export class EventRefusedError extends Error {
  readonly event: SandboxEvent
  readonly problems: readonly Problem[]

  constructor(event: SandboxEvent, problems: readonly Problem[], answer: string) {
    const reasons = problems.length > 0 ? problems.map(problemText).join('') : `  ${answer}\n`
    super(`The event was refused: ${event.meta?.stream ?? 'it names no stream'}\n${reasons}`)
    this.name = 'EventRefusedError'
    this.event = event
    this.problems = problems
  }
}

function waitMessage(match: Match | undefined, answer: NotMet, origin: string): string {
  const [nearest] = answer.nearMisses
  const parts = [`${answer.reason} Waited for ${matchText(match)}\n`]
  if (answer.items.length > 0) parts.push(`\nWhat came:\n${shownItems(answer.items, origin)}`)
  if (nearest) {
    const { item, diff } = nearest
    parts.push(`\nThe nearest event, ${placeOf(item)}:\n${diff.map(({ message }) => `  ${message}\n`).join('')}`)
    parts.push(`  It is ${shown(item.event)}\n  ${linkTo(item, origin)}\n`)
  }
  for (const item of answer.invalidLookalikes) {
    parts.push(`\nRefused, and perhaps the one that is waited for:\n${refusedText(item, origin)}`)
  }
  if (parts.length === 1) parts.push('\nNothing like it came. Is it sent to this sandbox, and before the wait ends?\n')
  return parts.join('')
}

function refusedText(item: RefusedItem, origin: string): string {
  const problems = item.problems ?? []
  const reasons = problems.length > 0 ? problems.map(problemText).join('') : `  ${plain(item.reason ?? '')}\n`
  return `\n${placeOf(item)} was refused:\n${reasons}  ${linkTo(item, origin)}\n`
}

function problemText({ message, hint, line, schema }: Problem): string {
  const where = [line && `line ${line} of the event`, schema && `${schema.file}:${schema.line}`].filter(Boolean)
  return `  ${plain(message)}${hint ? ` ${plain(hint)}` : ''}\n${where.length > 0 ? `    ${where.join(', ')}\n` : ''}`
}

const mostItems = 5

function shownItems(items: readonly EventItem[], origin: string): string {
  const texts = items
    .slice(0, mostItems)
    .map(item => `\n${placeOf(item)}:\n  ${shown(item.event)}\n  ${linkTo(item, origin)}\n`)
  const rest = items.length - texts.length
  return `${texts.join('')}${rest > 0 ? `\nand ${rest} more\n` : ''}`
}

function placeOf({ stream, cursor }: Pick<EventItem, 'stream' | 'cursor'>): string {
  return `${stream ?? 'no stream'} ${cursor}`
}

function linkTo({ cursor }: Pick<EventItem, 'cursor'>, origin: string): string {
  return `${origin}/_sandbox/events/${cursor}`
}

function matchText(match: Match | undefined): string {
  return typeof match === 'string' ? match : shown(match ?? {})
}

const longest = 500

function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

// Backticks mark what the machine said; in a terminal they are noise.
function plain(text: string): string {
  return text.replaceAll('`', '')
}
