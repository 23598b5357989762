import type { ShownBytes } from './wire.ts'

/** What bytes are, as far as one can see: JSON, other text, or neither. */
export type Content =
  | { readonly kind: 'json'; readonly text: string; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes' }

/** The bytes behind what the sandbox shows of them. */
export function bytesOf(shown: NonNullable<ShownBytes>): Uint8Array {
  if ('text' in shown) return new TextEncoder().encode(shown.text)
  return Uint8Array.from(atob(shown.base64), character => character.charCodeAt(0))
}

/** Reads bytes as JSON, then as text; control characters but line breaks and tabs are not text. */
export function contentOf(bytes: Uint8Array): Content {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { kind: 'bytes' }
  }
  try {
    return { kind: 'json', text, value: JSON.parse(text) as unknown }
  } catch {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) ? { kind: 'bytes' } : { kind: 'text', text }
  }
}

/** One line of bytes, eight a line. */
export interface HexLine {
  readonly offset: string
  readonly hex: string
  /** Each byte as a character; a dot for what has none. */
  readonly text: string
}

const perLine = 8

/** The first bytes as lines of eight. */
export function hexLines(bytes: Uint8Array, most: number): readonly HexLine[] {
  const lines: HexLine[] = []
  for (let at = 0; at < Math.min(bytes.length, most); at += perLine) {
    const part = [...bytes.subarray(at, at + perLine)]
    lines.push({
      offset: at.toString(16).padStart(4, '0'),
      hex: part
        .map(byte => byte.toString(16).padStart(2, '0'))
        .join(' ')
        .padEnd(perLine * 3 - 1),
      text: part.map(byte => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
    })
  }
  return lines
}

/** What bytes that are no text look like, as a name and the reason for it; undefined where nothing is recognised. */
export function looksLike(bytes: Uint8Array): { readonly name: string; readonly why: string } | undefined {
  const begins = (...start: number[]) => start.every((byte, at) => bytes[at] === byte)
  if (bytes.length > 5 && bytes[0] === 0) {
    const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1)
    // Ids count up from 1: a large one is chance.
    if (id > 0 && id < 1_000_000)
      return { name: 'Avro', why: `It begins with a zero byte and the number ${id}, as a schema registry writes it.` }
  }
  if (begins(0x1f, 0x8b)) return { name: 'gzip', why: 'It begins with 1f 8b.' }
  if (begins(0x28, 0xb5, 0x2f, 0xfd)) return { name: 'zstd', why: 'It begins with 28 b5 2f fd.' }
  if (begins(0x89, 0x50, 0x4e, 0x47)) return { name: 'a PNG picture', why: 'It begins with 89 and "PNG".' }
  if (begins(0xff, 0xd8, 0xff)) return { name: 'a JPEG picture', why: 'It begins with ff d8 ff.' }
  return undefined
}
