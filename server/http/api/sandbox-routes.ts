import type { FastifyInstance } from 'fastify'
import { checkKeys } from '../../base/check-keys.ts'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import { explainSyntax } from '../../event/explain-syntax.ts'
import type { Problem } from '../../event/problem.ts'
import type { Log } from '../../log/types.ts'
import type { Activity } from '../../query/activity.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'

/** What `GET /_sandbox/info` tells that only the composition root knows. */
export interface About {
  readonly name: string
  readonly version: string
  /** Another at each start, so that a page sees a restart. */
  readonly start: string
  readonly startedAt: string
  readonly storage: string
  readonly watching: boolean
  /** What the log keeps where a topic says nothing; `isChosen`: somebody asked for it. */
  readonly retention: { readonly ageMs: number | null; readonly bytes: number; readonly isChosen: boolean }
  /** The project's own page. */
  readonly home: string
  /** Every gate's name and intake; known once the doors are open. */
  gates(): readonly { readonly name: string; readonly intake: string }[]
  /** An event that the gate accepts as it is, for a first try; null where no schema offers one. */
  readonly example: () => object | null
  /** Known once the doors are open. */
  url(): string
  /** The origin of EventStreams on a port of its own, or null where it has none. */
  eventstreams(): string | null
  /** `host:port` of the Kafka door, or null where there is none. */
  kafka(): string | null
  /** Every cluster's name and Kafka door; the first is `main`. */
  clusters(): readonly { readonly name: string; readonly kafka: string | null }[]
}

interface SandboxRouteParts {
  readonly about: About
  readonly log: Log
  readonly activity: Activity
  readonly schemas: SchemaRepository
  readonly explain: (event: unknown, schemaUri?: string) => Promise<readonly Problem[]>
}

/** Whether we are there. Open to every Host: probes call by address. */
export function healthRoutes(app: FastifyInstance): void {
  app.get('/livez', () => ({ status: 'ok' }))
  // The doors open last, so whoever can ask gets yes.
  app.get('/readyz', () => ({ status: 'ready' }))
}

/** What we are, and what we would say of an event. */
export function sandboxRoutes(app: FastifyInstance, parts: SandboxRouteParts): void {
  app.get('/_sandbox/info', () => info(parts))
  app.post('/_sandbox/validate', { bodyLimit: 10 * 1024 * 1024 }, request => validate(parts, request.body))
}

function info({ about, log, activity, schemas }: SandboxRouteParts): object {
  const url = about.url()
  const { valid, invalid } = activity.totals()
  const { records, bytes } = log.size()
  const isMemory = about.storage === 'memory'
  return {
    name: about.name,
    version: about.version,
    start: about.start,
    startedAt: about.startedAt,
    urls: { page: `${url}/`, intake: `${url}/v1/events`, streams: `${url}/v2/stream/{name}` },
    gates: about.gates(),
    eventstreams: about.eventstreams(),
    kafka: about.kafka(),
    clusters: about.clusters(),
    storage: { mode: isMemory ? 'memory' : 'disk', ...(isMemory ? {} : { folder: about.storage }), records, bytes },
    schemas: {
      repositories: schemas.folders.map(({ name, folder }) => ({
        name,
        folder,
        schemas: schemas.list().filter(({ repository }) => repository === name).length,
      })),
      watching: about.watching,
      findings: schemas.findings(),
    },
    counts: { total: valid + invalid, valid, invalid },
    example: about.example(),
  }
}

async function validate({ explain }: SandboxRouteParts, body: unknown): Promise<object> {
  if (isEvent(body) && typeof body.text === 'string' && !('event' in body)) return validateText(body.text)
  if (!isEvent(body) || !('event' in body)) {
    throw new SandboxError('bad_request', 'The body has no event.', {
      hint: 'Send {"event": {...}, "schema": "/title/1.0.0"}; schema may be left out.',
    })
  }
  checkKeys(body, ['event', 'schema'], 'A validation')
  if (body.schema !== undefined && typeof body.schema !== 'string') {
    throw new SandboxError('bad_request', 'schema must be a URI such as /test/event/1.0.0.')
  }
  const problems = await explain(body.event, body.schema)
  return { valid: problems.length === 0, problems }
}

/** Of a text that is no JSON where it breaks off; what is JSON is to be sent as the event. */
function validateText(text: string): object {
  try {
    JSON.parse(text)
  } catch {
    return { valid: false, problems: [explainSyntax(text, 'The text')] }
  }
  throw new SandboxError('bad_request', 'The text is JSON.', { hint: 'Send it as {"event": ...}.' })
}
