import type { FastifyInstance } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import type { BatchLog } from '../../log/batch-log.ts'
import { reset } from '../../query/reset.ts'
import type { StreamNames } from '../../query/stream-names.ts'

/** `POST /_sandbox/reset`: 200 once everything is gone. */
export function resetRoute(
  app: FastifyInstance,
  { broker, names }: { readonly broker: BatchLog; readonly names: StreamNames },
): void {
  app.post('/_sandbox/reset', async request => {
    await reset(broker, names, streamsOf(request.body ?? {}))
    return {}
  })
}

function streamsOf(body: unknown): readonly string[] | undefined {
  const streams = isEvent(body) ? body.streams : null
  if (streams === undefined) return undefined
  if (Array.isArray(streams) && streams.every(name => typeof name === 'string')) return streams
  throw new SandboxError('bad_request', 'streams is no list of names.', {
    hint: 'Send {} or {"streams": ["test.event"]}.',
  })
}
