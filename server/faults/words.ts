import type { FaultDoor, NewRule } from './rule.ts'

const doors: Readonly<Record<FaultDoor, string>> = {
  intake: 'The intake',
  eventstreams: 'EventStreams',
  kafka: 'Kafka',
}

/** What a rule does, in a few words: `The intake answers 503 for stream test.*, 2 times at most`. */
export function wordsOf(rule: NewRule): string {
  const { at, match, probability, count, scope } = rule
  const meant = Object.entries(match).map(([key, value]) => ` for ${key} ${shown(value)}`)
  const chance = probability < 1 ? `, with probability ${probability}` : ''
  const most = count === null ? '' : `, ${count === 1 ? 'once' : `${count} times`} at most`
  return `${doors[at]} ${deedOf(rule)}${meant.join('')}${scope === null ? '' : ` in scope ${scope}`}${chance}${most}`
}

function deedOf({ at, fault }: NewRule): string {
  const behind = (when: string) => (when === 'after' ? ' once the request is done' : '')
  switch (fault.do) {
    case 'refuse':
      return fault.error === undefined ? 'refuses events' : `answers ${fault.error}`
    case 'delay':
      return `${at === 'eventstreams' ? 'begins streams' : 'answers'} ${fault.ms} ms late`
    case 'status':
      return `answers ${fault.status}${behind(fault.when)}`
    case 'drop':
      if (at !== 'eventstreams') return `hangs up${behind(fault.when)}`
      return `hangs up after ${fault.after} ${fault.after === 1 ? 'event' : 'events'}`
    case 'duplicate':
      return at === 'eventstreams' ? 'gives events twice' : `stores ${at === 'kafka' ? 'batches' : 'events'} twice`
  }
}

const longest = 100

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
