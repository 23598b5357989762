import { type Event, isEvent } from '../event/event.ts'
import type { SchemaRepository } from '../schema/schema-repository.ts'
import type { Judge } from './judge.ts'

const firstEvent: Event = { $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test: 'hi' }
const schemasTried = 10

/** An event for a first try: `/test/event` where the repository has it, else the first example that is accepted. */
export function exampleEvent(schemas: SchemaRepository, judge: Judge, now: number): Event | null {
  const isAccepted = (event: Event) => judge.explain(event, now).length === 0
  if (schemas.list().some(({ uri }) => uri === firstEvent.$schema) && isAccepted(firstEvent)) return firstEvent
  const versions = schemas.list().filter(({ title }) => !title.startsWith('fragment/'))
  for (const { uri, title } of versions.slice(0, schemasTried)) {
    const found = schemas.find(uri)
    const examples = found.found ? found.schema.document.examples : undefined
    const [example] = Array.isArray(examples) ? examples : []
    if (!isEvent(example)) continue
    const meta = isEvent(example.meta) ? example.meta : {}
    const event = { ...example, $schema: uri, meta: { stream: title.replaceAll('/', '.'), ...meta } }
    if (isAccepted(event)) return event
  }
  return null
}
