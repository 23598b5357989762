import { createIsoText } from '../base/iso-text.ts'
import { type Event, isEvent } from '../event/event.ts'
import { type FieldPath, fieldPath, setAt, valueAt } from '../event/field-path.ts'
import type { EventSchema } from '../schema/types.ts'
import type { StreamSettings } from '../stream/types.ts'
import type { GateSettings } from './gate-settings.ts'
import { noRequest, type RequestFacts } from './request-facts.ts'

/** Fills what eventgate-wikimedia owes an event, in its order; the event's own values win. */
export type FillFields = (
  event: Event,
  schema: EventSchema,
  stream: StreamSettings | undefined,
  request: RequestFacts,
  now: number,
) => void

/** Where ids come from. */
export interface IdSources {
  /** For events that somebody sends, and their requests. */
  readonly newId: () => string
  /** For what comes from no request: the sandbox's own events, and what is only looked at. It takes none of the others. */
  readonly ownId: () => string
}

/** What is filled in for one schema on one stream, worked out once. */
interface Plan {
  readonly id: boolean
  readonly dt: boolean
  readonly legacyDt: boolean
  readonly headers: readonly { readonly path: FieldPath; readonly header: string }[]
  readonly clientIp: boolean
}

const longestHeader = 400
const noStream = {}
const clientIpPath = fieldPath('http.client_ip')

/** Fills fields as eventgate-wikimedia does: id, time, the legacy time, headers, the client's address. */
export function createFillFields(settings: GateSettings, { newId, ownId }: IdSources): FillFields {
  const idPath = fieldPath(settings.idField)
  const dtPath = fieldPath(settings.dtField)
  const isoOf = createIsoText()
  // Weak on both sides: schemas and stream settings are replaced as they are saved.
  const plans = new WeakMap<EventSchema, WeakMap<object, Plan>>()

  return (event, schema, stream, request, now) => {
    const plan = planFor(schema, stream)
    if (plan.id && valueAt(event, idPath) === undefined) {
      setAt(event, idPath, request === noRequest ? ownId() : newId())
    }
    if (plan.dt && valueAt(event, dtPath) === undefined) setAt(event, dtPath, isoOf(now))
    if (plan.legacyDt && event.dt === undefined) event.dt = isoOf(now)
    for (const { path, header } of plan.headers) {
      if (valueAt(event, path) !== undefined) continue
      const value = request.header(header) ?? (header === 'x-request-id' ? request.requestId() : '')
      if (value !== '') setAt(event, path, value.slice(0, longestHeader))
    }
    if (!plan.clientIp || valueAt(event, clientIpPath) !== undefined) return
    const address = request.clientIp()
    if (address !== undefined) setAt(event, clientIpPath, address)
  }

  function planFor(schema: EventSchema, stream: StreamSettings | undefined): Plan {
    let byStream = plans.get(schema)
    if (!byStream) {
      byStream = new WeakMap()
      plans.set(schema, byStream)
    }
    let plan = byStream.get(stream ?? noStream)
    if (!plan) {
      plan = makePlan(schema, stream)
      byStream.set(stream ?? noStream, plan)
    }
    return plan
  }

  function makePlan({ document, title }: EventSchema, stream: StreamSettings | undefined): Plan {
    const fields = Object.entries({ ...settings.headerFields, ...stream?.headerFields })
    return {
      id: schemaAt(document, idPath) !== undefined,
      dt: schemaAt(document, dtPath) !== undefined,
      legacyDt: title.startsWith('analytics/legacy'),
      headers: fields.flatMap(([field, header]) => {
        const path = fieldPath(field)
        return header !== false && takesField(document, path) ? [{ path, header: header.toLowerCase() }] : []
      }),
      clientIp: schemaAt(document, clientIpPath) !== undefined,
    }
  }
}

// A header's field is declared, or its parent is an object that may have other keys.
function takesField(document: unknown, path: FieldPath): boolean {
  if (schemaAt(document, path) !== undefined) return true
  const parent = schemaAt(document, path.slice(0, -1))
  return path.length > 1 && isEvent(parent) && parent.type === 'object' && parent.additionalProperties !== false
}

// The schema of a field, also where allOf brings it.
function schemaAt(document: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((schema, name) => propertyOf(schema, name), document)
}

function propertyOf(schema: unknown, name: string): unknown {
  if (!isEvent(schema)) return undefined
  if (isEvent(schema.properties) && Object.hasOwn(schema.properties, name)) return schema.properties[name]
  const parts = Array.isArray(schema.allOf) ? schema.allOf : []
  return parts.map(part => propertyOf(part, name)).find(found => found !== undefined)
}
