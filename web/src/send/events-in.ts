/** One line of a text that has an event in each. */
export interface Line {
  readonly text: string
  /** Where it begins in the text. */
  readonly offset: number
  /** From 1 on. */
  readonly number: number
}

/** The events that a text holds: one value, an array, or a line each; undefined where it is no JSON. */
export function eventsIn(text: string): readonly unknown[] | undefined {
  const value = parsed(text)
  if (value !== undefined) return Array.isArray(value) ? value : [value]
  const events = linesIn(text)?.map(line => parsed(line.text))
  return events === undefined || events.includes(undefined) ? undefined : events
}

/** The lines of a text of one event a line (NDJSON), empty ones left out; undefined where it is no such text. */
export function linesIn(text: string): readonly Line[] | undefined {
  if (isJson(text)) return undefined
  const lines: Line[] = []
  let offset = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') lines.push({ text: line, offset, number: index + 1 })
    offset += line.length + 1
  }
  const [first] = lines
  return lines.length > 1 && first !== undefined && typeof parsed(first.text) === 'object' ? lines : undefined
}

/** The text as a gate takes it: lines become one array, each of them as it was written; all else stays as it is. */
export function bodyOf(text: string): string {
  const lines = linesIn(text)
  return lines === undefined ? text : `[${lines.map(line => line.text.trim()).join(',\n')}]`
}

/** Events in the form in which `text` has its own. */
export function writtenLike(text: string, events: readonly unknown[]): string {
  if (linesIn(text) !== undefined) return events.map(event => JSON.stringify(event)).join('\n')
  return JSON.stringify(text.trimStart().startsWith('[') ? events : events[0], null, 2)
}

/** The stream and the schema that the first event names. */
export function namesIn(text: string): { readonly stream: string | undefined; readonly schema: string | undefined } {
  const [event] = eventsIn(text) ?? []
  const { $schema, meta } = (event ?? {}) as { $schema?: unknown; meta?: { stream?: unknown } | null }
  return { stream: textOr(meta?.stream), schema: textOr($schema) }
}

/** Whether a text is one JSON value. */
export function isJson(text: string): boolean {
  return parsed(text) !== undefined
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
