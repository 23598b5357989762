import { SandboxError } from '../base/errors.ts'
import type { Log } from '../log/types.ts'
import type { SchemaRepository } from '../schema/schema-repository.ts'
import type { Activity } from './activity.ts'
import { type EventQuery, readQuery } from './event-query.ts'
import type { EventReader } from './event-reader.ts'
import { keyNamed, keys } from './language/keys.ts'
import { termsOf } from './language/terms-of.ts'
import { wordAt } from './language/word-at.ts'
import { keyTermText } from './language/write.ts'
import { type Seen, seenIn } from './seen-fields.ts'

/** What may stand at a place of a search. */
export interface Completions {
  /** What an item takes the place of, as offsets of the search. */
  readonly from: number
  readonly to: number
  readonly items: readonly Completion[]
}

/** One possibility. */
export interface Completion {
  readonly text: string
  /** What it is, in a few words. */
  readonly says: string
  /** A title that it shares with its neighbours. */
  readonly group?: string
}

interface CompletionParts {
  readonly log: Log
  readonly events: EventReader
  readonly activity: Activity
  readonly schemas: SchemaRepository
}

const most = 24
const usualKeys = 4
const fieldsBetween = 7
const sampled = 200

/** What a search may go on with at `caret`: keys, fields of the newest events, values that there are. */
export async function completionsOf(
  parts: CompletionParts,
  asked: { readonly q: string; readonly caret: number; readonly now: number },
): Promise<Completions> {
  const { key, begun, from, to, rest } = wordAt(asked.q, asked.caret)
  const minus = key === undefined && begun.startsWith('-') ? '-' : ''
  const { query, streams } = sampleOf(rest, asked.now)
  const { records } = await parts.events.find(query, { order: 'desc', limit: sampled })
  const seen = seenIn(records.map(record => parts.events.read(record)))
  const all = key === undefined ? wordsOf(seen, streams) : valuesOf(parts, key, seen)
  const fits = fitting(all, begun.slice(minus.length))
  return { from: from + minus.length, to, items: fits.slice(0, most) }
}

/** Whose fields are offered: what the rest of the search names, where that can be read and is quickly found. */
function sampleOf(rest: string, now: number): { readonly query: EventQuery; readonly streams: string } {
  const streams = termsOf(rest).filter(({ key, not }) => key === 'stream' && !not)
  try {
    const query = readQuery(rest, now)
    if (query.isBroad) return { query, streams: streams.map(({ value }) => value).join(', ') }
  } catch (failure) {
    if (!(failure instanceof SandboxError)) throw failure
  }
  return { query: readQuery('', now), streams: '' }
}

/** What begins so, then what has it inside. */
function fitting(all: readonly Completion[], begun: string): readonly Completion[] {
  const lower = begun.toLowerCase()
  const places = all.map(completion => ({ completion, at: completion.text.toLowerCase().indexOf(lower) }))
  const begins = places.filter(({ at, completion }) => at === 0 && completion.text !== begun)
  const holds = lower === '' ? [] : places.filter(({ at }) => at > 0)
  return [...begins, ...holds].map(({ completion }) => completion)
}

/** Keys that most searches have come first, then the fields, then the other keys. */
function wordsOf(seen: Seen, streams: string): readonly Completion[] {
  const all = keys.map(({ name, says }) => ({ text: `${name}:`, says }))
  const group = streams === '' ? 'Fields' : `Fields of ${streams}`
  const fields = seen.fields.map(({ key, type }) => ({ text: `${key}:`, says: type, group }))
  return [
    ...all.slice(0, usualKeys),
    ...fields.slice(0, fieldsBetween),
    ...all.slice(usualKeys).map(key => ({ ...key, group: 'More keys' })),
    ...fields.slice(fieldsBetween),
  ]
}

function valuesOf(parts: CompletionParts, key: string, seen: Seen): readonly Completion[] {
  const known = keyNamed(key)
  if (known?.values) return known.values.map(text => ({ text, says: '' }))
  if (key === 'stream') return streamNames(parts.activity)
  if (key === 'schema') return schemaUris(parts, seen)
  if (key === 'topic') return [...new Set(parts.log.topics().map(({ topic }) => topic))].map(asValue)
  if (key === 'since' || key === 'until') return times
  return (seen.values.get(key) ?? []).map(value => ({ text: value, says: '' }))
}

const times: readonly Completion[] = [
  { text: '10m', says: 'ten minutes ago' },
  { text: '1h', says: 'an hour ago' },
  { text: '1d', says: 'a day ago' },
]

function streamNames(activity: Activity): readonly Completion[] {
  const counts = Object.entries(activity.byStream())
  return counts
    .map(([name, { valid, invalid }]) => ({ name, valid, invalid }))
    .sort((one, other) => other.valid + other.invalid - one.valid - one.invalid)
    .map(({ name, valid, invalid }) => ({
      ...asValue(name),
      says: invalid === 0 ? `${valid} accepted` : `${valid} accepted, ${invalid} refused`,
    }))
}

function schemaUris({ schemas }: CompletionParts, seen: Seen): readonly Completion[] {
  const published = schemas.list().map(({ title, version }) => `/${title}/${version}`)
  return [...new Set([...(seen.values.get('schema') ?? []), ...published])].map(asValue)
}

function asValue(text: string): Completion {
  return { text: keyTermText('', text).slice(1), says: '' }
}
