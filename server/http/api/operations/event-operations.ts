import { anything, duration, number, type Operations, object, text } from './operation.ts'

const search = 'q stream status since until scope cluster'

/** What came in, and waiting for it. */
export const eventOperations: Operations = {
  'GET /_sandbox/events': {
    summary: 'The events, accepted and refused.',
    query: `${search} after before order limit`,
    answer: '`{items, next}`; with `Accept: application/x-ndjson` all of them, a line each.',
  },
  'GET /_sandbox/events/:cursor': { summary: 'One event, whole.', answer: 'The event with its place and problems.' },
  'GET /_sandbox/events/:cursor/readers': {
    summary: 'Who reads the topic of an event, and who has read it.',
    answer: '`{items: [{door, name, next, isPast}]}`.',
  },
  'GET /_sandbox/readers': { summary: 'Who is connected to EventStreams.', answer: '`{items}`.' },
  'POST /_sandbox/events/wait': {
    summary: 'Waits until events have come, or until none has.',
    body: object({
      match: { oneOf: [{ type: 'string' }, { type: 'object' }], description: 'A search, or a part of the event.' },
      count: number('How many (1).'),
      mode: { type: 'string', enum: ['atLeast', 'exactly', 'none'] },
      status: { type: 'string', enum: ['valid', 'invalid', 'all'] },
      within: duration('How long at most (`5s`).'),
      quiet: duration('So long nothing more may come.'),
      after: text('A cursor: only what came after it.'),
      scope: text('Within this scope.'),
      cluster: text('Within this cluster.'),
    }),
    answer: '`{items, cursor, waitedMs}`.',
    others: { 408: '`{reason, nearMisses, invalidLookalikes, received, items, waitedMs}`: what came nearest.' },
  },
  'GET /_sandbox/summary': {
    summary: 'Counts.',
    query: 'scope cluster',
    answer: '`{total, valid, invalid, byStream}`.',
  },
  'GET /_sandbox/histogram': {
    summary: 'Counts over time.',
    query: `${search} from to bars`,
    answer: '`{from, to, bars: [[valid, invalid], ...]}`.',
  },
  'GET /_sandbox/completions': {
    summary: 'What a search may go on with.',
    query: 'q caret',
    answer: '`{from, to, items: [{text, says}]}`.',
  },
  'GET /_sandbox/problems': {
    summary: 'Refused events by what is wrong.',
    query: 'q stream since until scope cluster limit',
    answer: '`{refusals, open, resolved, complete, items}`.',
  },
  'GET /_sandbox/problems/:id': {
    summary: 'One of them.',
    query: 'q stream since until scope cluster',
    answer: 'Its events, values and correction.',
  },
  'GET /_sandbox/live': { summary: 'A WebSocket.', status: 200, answer: 'Frames of events as they come.' },
  'POST /_sandbox/validate': {
    summary: 'What the gate would say of an event; nothing is stored.',
    body: object({
      event: anything,
      schema: text('A schema URI.'),
      text: text('In place of `event`: what is no JSON.'),
    }),
    answer: '`{valid, problems}`.',
  },
}
