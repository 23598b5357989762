import { type Event, isEvent } from '../event/event.ts'
import type { EventSchema } from '../schema/types.ts'

/** Fills what the platform owes an event: `meta.id` and `meta.dt`, where its schema has them and it has not. */
export function createDefaults(parts: {
  newId: () => string
}): (event: Event, schema: EventSchema, now: number) => void {
  const fieldsOf = new WeakMap<EventSchema, MetaFields>()
  return (event, schema, now) => {
    let fields = fieldsOf.get(schema)
    if (!fields) {
      fields = metaFields(schema)
      fieldsOf.set(schema, fields)
    }
    if (!fields.id && !fields.dt) return
    if (event.meta === undefined) event.meta = {}
    if (!isEvent(event.meta)) return
    if (fields.id && event.meta.id === undefined) event.meta.id = parts.newId()
    if (fields.dt && event.meta.dt === undefined) event.meta.dt = new Date(now).toISOString()
  }
}

interface MetaFields {
  readonly id: boolean
  readonly dt: boolean
}

function metaFields({ document }: EventSchema): MetaFields {
  const meta = property(document, 'meta')
  return { id: property(meta, 'id') !== undefined, dt: property(meta, 'dt') !== undefined }
}

// The schema of a property, also where allOf brings it.
function property(schema: unknown, name: string): unknown {
  if (!isEvent(schema)) return undefined
  if (isEvent(schema.properties) && Object.hasOwn(schema.properties, name)) return schema.properties[name]
  const parts = Array.isArray(schema.allOf) ? schema.allOf : []
  return parts.map(part => property(part, name)).find(found => found !== undefined)
}
