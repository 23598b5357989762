/** A value of JSON as a text. Unlike `String` it never fails: an object may have a `toString` of its own. */
export function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
