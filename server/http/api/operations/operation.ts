/** A JSON Schema, as OpenAPI 3.1 has them. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What a route is for, what it takes and what it answers. */
export interface Operation {
  readonly summary: string
  /** Names of {@link parameters}. */
  readonly query?: string
  readonly body?: JsonSchema
  /** What 200 brings, or 201 or 204 where the operation says so. */
  readonly answer: string
  readonly status?: 200 | 201 | 204
  /** Of the answer; JSON where nothing is said. */
  readonly type?: string
  /** Other answers than problems. */
  readonly others?: Readonly<Record<number, string>>
}

/** Operations by method and path, as the routes are written: `GET /_sandbox/events/:cursor`. */
export type Operations = Readonly<Record<string, Operation>>

/** A text. */
export function text(description: string): JsonSchema {
  return { type: 'string', description }
}

/** A whole number. */
export function number(description: string): JsonSchema {
  return { type: 'integer', minimum: 0, description }
}

/** True or false. */
export function flag(description: string): JsonSchema {
  return { type: 'boolean', description }
}

/** An object with these fields and no others; `required` names those it must have. */
export function object(properties: Readonly<Record<string, JsonSchema>>, ...required: readonly string[]): JsonSchema {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false }
}

/** A time that passes: text such as `5s`, or milliseconds. */
export function duration(description: string): JsonSchema {
  return { oneOf: [{ type: 'string' }, { type: 'number', minimum: 0 }], description }
}

/** Whatever is JSON. */
export const anything: JsonSchema = {}
