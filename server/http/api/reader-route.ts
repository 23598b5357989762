import type { FastifyInstance } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import type { Log } from '../../log/types.ts'
import type { EventReader } from '../../query/event-reader.ts'
import { cursorOf } from './query-string.ts'
import type { StreamReaders } from './stream-readers.ts'

/** Who has read an event, and who is connected to EventStreams. */
export function readerRoutes(
  app: FastifyInstance,
  { log, events, readers }: { log: Log; events: EventReader; readers: StreamReaders },
): void {
  app.get('/_sandbox/readers', () => ({ items: readers.clients() }))
  app.get<{ Params: { cursor: string } }>('/_sandbox/events/:cursor/readers', ({ params }) => {
    const record = log.at(cursorOf('The cursor', params.cursor))
    if (record && events.isEvent(record)) return { items: readers.past(record) }
    throw new SandboxError('event_not_found', `There is no event at ${params.cursor}.`, {
      hint: 'It may have been let go: GET /_sandbox/events lists what is kept.',
    })
  })
}
