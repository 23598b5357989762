/**
 * The OpenAPI 3 document of the emulated APIs: EventGate's intake and EventStreams on one origin. `streamPaths` are those
 * of single streams.
 */
export function openApi(
  version: string,
  streams: readonly string[],
  streamPaths: Readonly<Record<string, object>> = {},
): object {
  return {
    openapi: '3.0.0',
    info: { title: 'event-sandbox', version, description: 'EventGate and EventStreams in one process.' },
    paths: {
      '/v1/events': {
        post: {
          summary: 'Accepts one event, or an array of events.',
          parameters: [query('hasty', 'Answer before the events are judged.', { type: 'string' })],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { oneOf: [{ type: 'object' }, { type: 'array', items: { type: 'object' } }] },
              },
            },
          },
          responses: {
            201: { description: 'All events were accepted.' },
            202: { description: 'The events were received, and are judged after the answer.' },
            207: { description: 'Some events were accepted; the body lists the others.' },
            400: { description: 'No event was accepted; the body says why.' },
            413: { description: 'The body is too large.' },
            415: { description: 'The charset or Content-Encoding cannot be read.' },
            500: { description: 'No event was accepted, and at least one failed before it was judged.' },
            503: { description: 'The events cannot be stored now.' },
          },
        },
      },
      '/v1/_test/events': {
        get: { summary: 'Produces the configured test events.', responses: { 201: { description: 'Produced.' } } },
      },
      '/v1/stream-configs/{streams}': {
        get: {
          summary: 'The settings of streams.',
          parameters: [path('streams', 'Names, separated by | or a comma.', { type: 'string' })],
          responses: { 200: { description: 'Stream names and their settings.' } },
        },
      },
      '/v2/stream/{streams}': {
        get: {
          summary: 'Events of one or more streams as they arrive.',
          parameters: [
            path('streams', 'Names, separated by commas.', { type: 'array', items: { type: 'string', enum: streams } }),
            query('since', 'Begin at this time: ISO 8601, or milliseconds since 1970.', { type: 'string' }),
          ],
          responses: {
            200: {
              description: 'Server-sent events, or lines of JSON.',
              content: { 'text/event-stream': {}, 'application/json': {} },
            },
            400: { description: 'A stream, a time or a Last-Event-ID cannot be read.' },
          },
        },
      },
      ...streamPaths,
    },
  }
}

function query(name: string, description: string, schema: object): object {
  return { in: 'query', name, description, schema }
}

function path(name: string, description: string, schema: object): object {
  return { in: 'path', name, required: true, description, schema }
}
