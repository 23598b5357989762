/** An event as parsed: a JSON object. Its `$schema` names its schema, its `meta.stream` its stream. */
export type Event = Record<string, unknown>

/** Tells an event from every other JSON value. */
export function isEvent(value: unknown): value is Event {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The stream an event names, where it is a non-empty text. */
export function streamOf(event: Event): string | undefined {
  const stream = isEvent(event.meta) ? event.meta.stream : undefined
  return typeof stream === 'string' && stream !== '' ? stream : undefined
}

/** The schema URI an event names, where it is a text. */
export function schemaUriOf(event: Event): string | undefined {
  return typeof event.$schema === 'string' ? event.$schema : undefined
}
