/** An object of JSON: neither null nor a list. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether this is an object of JSON. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
