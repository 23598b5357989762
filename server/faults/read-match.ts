import { checkKeys } from '../base/check-keys.ts'
import { type Event, isEvent, schemaUriOf, streamOf } from '../event/event.ts'
import { holds } from '../query/language/holds.ts'
import { parseQuery } from '../query/language/parse.ts'
import { globTest } from '../query/language/value.ts'
import { compileSubset } from '../query/wait/subset.ts'
import { oneOf, wrong } from './fields.ts'
import type { Asked, FaultDoor, KafkaNames, NewRule } from './rule.ts'

/** What each door's rules may be narrowed by. */
const keys: Readonly<Record<FaultDoor, readonly string[]>> = {
  intake: ['stream', 'gate', 'producer', 'event', 'query'],
  eventstreams: ['stream', 'client', 'event'],
  kafka: ['api', 'clientId', 'topic'],
}

type Match = Pick<NewRule, 'match' | 'isMeant'>

/** Reads what a rule is narrowed by; without it everything at the door is meant. @throws SandboxError */
export function readMatch(
  at: FaultDoor,
  kind: string,
  given: unknown,
  parts: { readonly kafka: KafkaNames; readonly now: () => number },
): Match {
  const match = given ?? {}
  if (!isEvent(match)) throw wrong('match is no object.', `Send "match": {"${keys[at][0]}": "..."}.`)
  checkKeys(match, keys[at], `match at ${at}`)
  // as: each test is asked by its own door alone.
  return { match, isMeant: readers[at](match, kind, parts) as NewRule['isMeant'] }
}

const readers = { intake: intakeMatch, eventstreams: streamMatch, kafka: kafkaMatch }

function intakeMatch(match: Event, _kind: string, { now }: { readonly now: () => number }) {
  const stream = pattern(match, 'stream')
  const gate = pattern(match, 'gate')
  const producer = pattern(match, 'producer')
  const event = part(match)
  const query = match.query === undefined ? undefined : parseQuery(text(match, 'query'), now())
  return (asked: Asked['intake']) =>
    gate(asked.gate) &&
    producer(asked.producer) &&
    asked.events.some(each => stream(each.stream) && event(each.event) && (!query || answers(each, asked)))

  function answers(each: Asked['intake']['events'][number], { gate, producer }: Asked['intake']): boolean {
    if (!query) return true
    const { event, stream } = each
    const schema = isEvent(event) ? (schemaUriOf(event) ?? null) : null
    const content = { event, raw: JSON.stringify(event), schema, problems: [] }
    return (
      holds(query, { status: 'valid', stream, topic: stream ?? '', gate, producer, receivedAt: now(), content }) ===
      true
    )
  }
}

function streamMatch(match: Event, kind: string) {
  const stream = pattern(match, 'stream')
  const client = pattern(match, 'client')
  const event = part(match)
  if (match.event !== undefined && kind !== 'duplicate' && kind !== 'drop') {
    throw wrong(
      `${kind} is about a request, not about an event.`,
      'Take match.event away, or match.stream in its place.',
    )
  }
  return ({ client: from, streams, event: read }: Asked['eventstreams']) => {
    if (!client(from) || (!read && !streams.some(stream))) return false
    return !read || (isOf(read()) && event(read()))
  }

  function isOf(read: unknown): boolean {
    return stream(isEvent(read) ? (streamOf(read) ?? null) : null)
  }
}

function kafkaMatch(match: Event, kind: string, { kafka }: { readonly kafka: KafkaNames }) {
  const api = match.api === undefined ? undefined : oneOf(match, 'api', kafka.apis, 'match.api')
  if (kind === 'refuse' && (api === undefined || !kafka.refusable.includes(api))) {
    throw wrong('refuse at kafka says which request.', `Name it as match.api: ${kafka.refusable.join(', ')}.`)
  }
  if (kind === 'duplicate' && api !== undefined && api !== 'Produce') {
    throw wrong('duplicate at kafka is about Produce.', 'Take match.api away.')
  }
  const clientId = pattern(match, 'clientId')
  const topic = pattern(match, 'topic')
  return (asked: Asked['kafka']) =>
    (api === undefined || api === asked.api) &&
    clientId(asked.clientId) &&
    (match.topic === undefined || asked.topics.some(topic))
}

/** A name in which `*` stands for any part; without it whatever is there. */
function pattern(match: Event, key: string): (name: string | null) => boolean {
  if (match[key] === undefined) return () => true
  const fits = globTest(text(match, key))
  return name => name !== null && fits(name)
}

function part({ event }: Event): (event: unknown) => boolean {
  if (event === undefined) return () => true
  if (!isEvent(event)) throw wrong('match.event is no part of an event.', 'Send such as {"meta": {"domain": "x"}}.')
  return compileSubset(event).holds
}

function text(match: Event, key: string): string {
  const given = match[key]
  if (typeof given === 'string') return given
  throw wrong(`match.${key} takes a text.`)
}
