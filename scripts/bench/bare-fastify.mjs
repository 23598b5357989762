// The yardstick: Fastify that reads the body and answers 201, and does nothing else.
import fastify from 'fastify'

const app = fastify()
app.removeAllContentTypeParsers()
app.addContentTypeParser(
  'application/json',
  { parseAs: 'buffer', bodyLimit: 64 * 1024 * 1024 },
  (_request, body, done) => done(null, body),
)
app.post('/v1/events', (_request, reply) => reply.code(201).send())
const url = await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ event: 'ready', url })}\n`)
