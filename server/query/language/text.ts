import type { Content } from './query.ts'

/** Where words were found: a field's path (`reason` for a problem's sentence), and the text around them. */
export interface Found {
  readonly field: string
  readonly text: string
}

/** How far down an event is looked through. */
const deepest = 200

/**
 * The first text of an event that holds `words` (in lower case): a value, a key, or a sentence that says why it was
 * refused. What is no JSON is looked through as it came.
 */
export function textHit(words: string, { event, raw, problems }: Content): Found | undefined {
  for (const { message } of problems) if (has(message, words)) return { field: 'reason', text: message }
  if (event === null) return has(raw, words) ? { field: '', text: raw } : undefined
  // Without an escape in it, the event's own text holds whatever one of its values holds.
  if (!raw.includes('\\') && !has(raw, words)) return undefined
  return hitIn(event, '', words, 0)
}

function hitIn(value: unknown, path: string, words: string, depth: number): Found | undefined {
  if (typeof value !== 'object' || value === null) {
    const text = String(value)
    return has(text, words) ? { field: path, text } : undefined
  }
  if (depth > deepest) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    const found = hitIn(inner, at, words, depth + 1)
    if (found) return found
    if (!Array.isArray(value) && has(key, words)) return { field: at, text: at }
  }
  return undefined
}

function has(text: string, words: string): boolean {
  return text.toLowerCase().includes(words)
}
