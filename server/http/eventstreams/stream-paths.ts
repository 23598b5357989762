import type { SchemaRepository } from '../../schema/schema-repository.ts'
import type { StreamDirectory } from '../../stream/stream-topics.ts'

/** A path of the OpenAPI document for each stream that has a schema: its events' schema and first example. */
export function streamPaths(parts: { streams: StreamDirectory; schemas: SchemaRepository }): Record<string, object> {
  const known = parts.streams.known().filter(({ topics }) => topics.length > 0)
  const paths = known.flatMap(({ name, settings: { schemaTitle } }) => {
    if (schemaTitle === undefined) return []
    const found = parts.schemas.find(`/${schemaTitle}/latest`)
    if (!found.found) return []
    const { document: schema } = found.schema
    const [example] = Array.isArray(schema.examples) ? schema.examples : []
    const content = { schema, ...(example === undefined ? {} : { example }) }
    const description = typeof schema.description === 'string' ? schema.description : `Events of ${name}.`
    const answer = { description, content: { 'application/json': content, 'text/event-stream': content } }
    const get = { tags: ['streams'], summary: `Events of ${name} as they arrive.`, responses: { 200: answer } }
    return [[`/v2/stream/${name}`, { get }] as const]
  })
  return Object.fromEntries(paths)
}
