import { type JsonSchema, number, text } from './operation.ts'

const order = { type: 'string', enum: ['asc', 'desc'], description: 'The oldest first, or the newest.' }
const time = { type: 'string', format: 'date-time' }

/** The query parameters of our routes: a name means the same wherever it is. */
export const parameters: Readonly<Record<string, JsonSchema>> = {
  q: text('A search, such as `stream:wiki.* status:invalid`.'),
  stream: text('Streams, separated by commas.'),
  status: { type: 'string', enum: ['valid', 'invalid', 'all'] },
  since: text('Arrival from then on: `10m`, or a time.'),
  until: text('Arrival before then: `10m`, or a time.'),
  after: text('A cursor: what came after it.'),
  before: text('A cursor: what came before it.'),
  order,
  limit: number('How many at most.'),
  scope: text('Within this scope.'),
  cluster: text('Within this cluster.'),
  from: { ...time, description: 'Where the histogram begins.' },
  to: { ...time, description: 'Where the histogram ends.' },
  bars: number('How many bars.'),
  caret: number('The place in `q`.'),
  offset: number('From this offset on.'),
  time: { ...time, description: 'From this time on.' },
  partition: number('Of this partition.'),
  beforeOffset: number('Those below this offset; all without it.'),
  next: text('The `next` of the page before.'),
  seed: number('Another number, another example.'),
}

/** What a parameter is called in the address, where two of one name mean different things. */
export const addressNames: Readonly<Record<string, string>> = { beforeOffset: 'before' }
