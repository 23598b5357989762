import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import { yaml } from '../../base/yaml.ts'
import type { StreamDirectory } from '../../stream/stream-topics.ts'
import { listStreams, oneStream, type StreamViewParts } from './stream-views.ts'

const heading = '# Streams as event-sandbox knows them: configured, or learned from their first event.\n'

/** The streams: how they are configured and where, what runs on them, and who reads them. */
export function streamPages(app: FastifyInstance, parts: StreamViewParts): void {
  app.get('/_sandbox/streams', (request, reply) => list(parts, request, reply))
  app.get<{ Params: { name: string } }>('/_sandbox/streams/:name', ({ params }) => {
    const stream = parts.streams.describe(params.name)
    if (!stream) throw unknownStream(params.name, parts.streams)
    return oneStream(stream, parts)
  })
}

// As YAML it is a file for --streams.
function list(parts: StreamViewParts, { headers }: FastifyRequest, reply: FastifyReply) {
  if (!/yaml/.test(headers.accept ?? '')) return listStreams(parts)
  const written = Object.fromEntries(parts.streams.written())
  return reply.type('application/yaml; charset=utf-8').send(heading + yaml().stringify(written))
}

function unknownStream(name: string, streams: StreamDirectory): SandboxError {
  const shown = name.slice(0, 60)
  const meant = nearest(name, streams.names())
  return new SandboxError('stream_unknown', `There is no stream ${shown}.`, {
    hint: meant ? `Did you mean ${meant}?` : 'Configure it, or send its first event.',
  })
}
