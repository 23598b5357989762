import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { matches, parseConstraints } from '../../stream/constraints.ts'
import type { StreamDirectory } from '../../stream/stream-topics.ts'

const mostStreams = 250

/** `GET /w/api.php?action=streamconfigs`, as MediaWiki's EventStreamConfig answers it. */
export function streamConfigRoute(app: FastifyInstance, parts: { streams: StreamDirectory }): void {
  app.get('/w/api.php', (request, reply) => answer(parts.streams, request, reply))
}

function answer(directory: StreamDirectory, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { action, streams, constraints } = request.query as Record<string, string | string[] | undefined>
  reply.header('access-control-allow-origin', '*').type('application/json; charset=utf-8')
  if (action !== 'streamconfigs') {
    const info = `Unrecognized value for parameter "action": ${String(action ?? '')}.`
    return reply.header('mediawiki-api-error', 'badvalue').send({ error: { code: 'badvalue', info } })
  }
  const asked = textOf(streams)?.split('|').filter(Boolean)
  if (asked && asked.length > mostStreams) {
    const info = `Too many values supplied for parameter "streams". The limit is ${mostStreams}.`
    return reply.header('mediawiki-api-error', 'toomanyvalues').send({ error: { code: 'toomanyvalues', info } })
  }
  const wanted = parseConstraints(textOf(constraints) ?? '')
  const found = (asked ? named(directory, asked) : [...directory.settings()]).filter(([, settings]) =>
    matches(settings, wanted),
  )
  return reply.header('cache-control', 'public, max-age=600').send({ streams: Object.fromEntries(found) })
}

// Keyed by the name asked for, also where a pattern's settings answer; unknown names are left out.
function named(directory: StreamDirectory, names: readonly string[]): [string, Readonly<Record<string, unknown>>][] {
  return names.flatMap(name => {
    const settings = directory.settingsOf(name)
    return settings ? [[name, settings] as [string, Readonly<Record<string, unknown>>]] : []
  })
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.at(-1) : value
}
