import { eventOperations } from './event-operations.ts'
import { type Operations, object, text } from './operation.ts'
import { platformOperations } from './platform-operations.ts'
import { suiteOperations } from './suite-operations.ts'

const filters = { type: 'object', description: 'The filters of Snowplow Micro.' }

/** Every route of ours. */
export const operations: Operations = {
  'GET /livez': { summary: 'Whether it runs.', answer: 'It does.' },
  'GET /readyz': { summary: 'Whether it can be used.', answer: 'It can.' },
  'GET /metrics': { summary: 'For Prometheus.', type: 'text/plain', answer: 'Counters and histograms.' },
  'GET /_sandbox/info': { summary: 'What runs here.', answer: 'Version, addresses, storage, schemas and counts.' },
  'GET /_sandbox/openapi.json': { summary: 'This document.', answer: 'OpenAPI 3.1.' },
  ...eventOperations,
  ...suiteOperations,
  ...platformOperations,
  ...micro(),
}

// Each answers GET as it does POST.
function micro(): Operations {
  const routes = {
    all: { summary: 'Counts, as Snowplow Micro has them.', answer: '`{total, good, bad}`.' },
    good: { summary: 'Accepted events, as Snowplow Micro has them.', answer: 'The newest first.' },
    bad: { summary: 'Refused events, as Snowplow Micro has them.', answer: 'The newest first.' },
    reset: { summary: 'Takes every event away.', answer: '`{total, good, bad}`.' },
  }
  const entries = Object.entries(routes).flatMap(([name, operation]) => [
    [`GET /micro/${name}`, { ...operation, query: 'scope' }] as const,
    [`POST /micro/${name}`, { ...operation, query: 'scope', body: filters }] as const,
  ])
  return Object.fromEntries(entries)
}

/** An error of ours (RFC 9457). */
export const problem = object(
  {
    type: text('`urn:event-sandbox:` and the code.'),
    title: text('What kind of error it is.'),
    status: { type: 'integer' },
    detail: text('What is wrong.'),
    code: text('The name of the error; docs/errors.md lists them.'),
    hint: text('What to do.'),
    at: object({ offset: { type: 'integer' }, length: { type: 'integer' }, instead: text('What to write there.') }),
  },
  'type',
  'title',
  'status',
  'detail',
  'code',
)
