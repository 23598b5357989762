const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/**
 * A copy for a snapshot: ids (uuids) and times are replaced by `<id 1>`, `<time 1>` and so on, the same ones by the same,
 * so that two runs give the same text and still show what belongs together.
 */
export function stable<Value>(value: Value): Value {
  const seen = { id: new Map<string, string>(), time: new Map<string, string>() }
  return replaced(value) as Value // as: only texts change, into texts

  function replaced(part: unknown): unknown {
    if (typeof part === 'string') {
      if (uuid.test(part)) return named('id', part)
      return time.test(part) ? named('time', part) : part
    }
    if (Array.isArray(part)) return part.map(replaced)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, replaced(inner)]))
  }

  function named(kind: keyof typeof seen, text: string): string {
    const name = seen[kind].get(text) ?? `<${kind} ${seen[kind].size + 1}>`
    seen[kind].set(text, name)
    return name
  }
}
