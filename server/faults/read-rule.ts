import { checkKeys } from '../base/check-keys.ts'
import { type Event, isEvent } from '../event/event.ts'
import { durationOf, numberIn, oneOf, whole, wrong } from './fields.ts'
import { readMatch } from './read-match.ts'
import type { Fault, FaultDoor, KafkaNames, NewRule } from './rule.ts'

/** The parameters of what each door can do wrong. */
const faults: Readonly<Record<FaultDoor, Readonly<Record<string, readonly string[]>>>> = {
  intake: { refuse: [], delay: ['delay'], status: ['status', 'retryAfter', 'when'], drop: ['when'], duplicate: [] },
  eventstreams: { delay: ['delay'], status: ['status', 'retryAfter'], drop: ['after'], duplicate: [] },
  kafka: { refuse: ['error'], delay: ['delay'], drop: ['when'], duplicate: [] },
}
const common = ['at', 'do', 'match', 'probability', 'count', 'seed', 'scope']

/** Reads the body that asks for a rule; `now` is what times in its search are counted from. @throws SandboxError */
export function readRule(
  body: unknown,
  parts: { readonly kafka: KafkaNames; readonly now: () => number },
): Omit<NewRule, 'scope'> {
  if (!isEvent(body)) throw wrong('The body is no object.', 'Send {"at": "intake", "do": "status", "status": 503}.')
  const at = oneOf(body, 'at', Object.keys(faults)) as FaultDoor // as: a key of the table
  const kind = oneOf(body, 'do', Object.keys(faults[at]), `${at}, do`)
  checkKeys(body, [...common, ...(faults[at][kind] ?? [])], `A rule of ${at} that does ${kind}`)
  const { match, isMeant } = readMatch(at, kind, body.match, parts)
  return {
    at,
    fault: readFault(at, kind as Fault['do'], body, parts.kafka), // as: a key of the table
    match,
    isMeant,
    probability: numberIn(body, 'probability', 1, { from: 0, to: 1 }),
    count: body.count === undefined || body.count === null ? null : whole(body, 'count', 1, 1),
    seed: whole(body, 'seed', 1, 0),
  }
}

function readFault(at: FaultDoor, kind: Fault['do'], body: Event, kafka: KafkaNames): Fault {
  switch (kind) {
    case 'refuse':
      return at === 'kafka' ? { do: kind, error: oneOf(body, 'error', kafka.errors) } : { do: kind }
    case 'delay':
      return { do: kind, ms: durationOf(body, 'delay') }
    case 'status':
      return {
        do: kind,
        status: whole(body, 'status', 503, 400, 599),
        ...(body.retryAfter === undefined ? {} : { retryAfterS: Math.ceil(durationOf(body, 'retryAfter') / 1000) }),
        when: timeOf(body),
      }
    case 'drop':
      return { do: kind, when: timeOf(body), after: whole(body, 'after', 1, 1) }
    case 'duplicate':
      return { do: kind }
  }
}

function timeOf(body: Event): 'before' | 'after' {
  return body.when === undefined ? 'before' : (oneOf(body, 'when', ['before', 'after']) as 'before' | 'after') // as: one of the two
}
