import { summarize } from './summary.ts'

/** What a key or value is, in one line: JSON, other text, or bytes that are neither. */
export type Glimpse =
  | { readonly kind: 'json'; readonly size: number; readonly title: string; readonly detail: string }
  | { readonly kind: 'text'; readonly size: number; readonly text: string }
  | { readonly kind: 'bytes'; readonly size: number; readonly hex: string }

const shownCharacters = 200
const shownBytes = 16
/** Larger values are shown by their beginning: to parse one takes 10 ms a megabyte. */
const parsedBytes = 256 * 1024

/** Looks at bytes, at the whole where it is not too large. */
export function glimpse(bytes: Buffer): Glimpse {
  const size = bytes.length
  const text = textOf(bytes)
  if (text === undefined) return { kind: 'bytes', size, hex: hexOf(bytes) }
  const shown = text.slice(0, shownCharacters)
  if (size > parsedBytes) return { kind: 'text', size, text: shown }
  try {
    const value: unknown = JSON.parse(text)
    const { title, detail } = summarize(value)
    return { kind: 'json', size, title: title === '' ? shown : title, detail }
  } catch {
    return { kind: 'text', size, text: shown }
  }
}

/** A key in one line. Most are plain words, which are no less so for being JSON. */
export function glimpseKey(bytes: Buffer): Exclude<Glimpse, { kind: 'json' }> {
  const text = textOf(bytes)
  const size = bytes.length
  if (text === undefined) return { kind: 'bytes', size, hex: hexOf(bytes) }
  return { kind: 'text', size, text: text.slice(0, shownCharacters) }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

// Control characters but line breaks and tabs are not text.
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = utf8.decode(bytes)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

function hexOf(bytes: Buffer): string {
  const shown = bytes.subarray(0, shownBytes).toString('hex').replace(/../g, '$& ').trimEnd()
  return bytes.length > shownBytes ? `${shown} …` : shown
}
