import type { Problem } from './problem.ts'
import { placesOf } from './text-places.ts'

/**
 * The raw text of each element of a top-level array; of anything else the text itself. The body must have been parsed
 * already: this only looks for the commas between the elements (10 MB take about 15 ms).
 */
export function elementsOf(body: string): readonly string[] {
  let at = skipSpace(body, 0)
  if (body.charCodeAt(at) !== openBracket) return [body.trim()]
  const elements: string[] = []
  let start = at + 1
  let depth = 0
  for (; at < body.length; at++) {
    const code = body.charCodeAt(at)
    if (code === quote) at = stringEnd(body, at)
    else if (code === openBrace || code === openBracket) depth++
    else if (code === closeBrace || code === closeBracket) depth--
    const isEnd = depth === 0
    if (!isEnd && !(code === comma && depth === 1)) continue
    const element = body.slice(start, at).trim()
    if (element !== '' || elements.length > 0) elements.push(element)
    if (isEnd) break
    start = at + 1
  }
  return elements
}

/**
 * An event's text as people read it. Text of several lines stays as it was sent; a single line is laid out with two
 * spaces. Numbers, escapes and duplicate keys stay as they stand: no token is changed.
 */
export function readable(text: string): string {
  const trimmed = text.trim()
  return trimmed.includes('\n') ? text : laidOut(trimmed)
}

/** The line, from 1, of the value (of its key) at a pointer; undefined where the text has no such value. */
export function lineOf(text: string, pointer: string): number | undefined {
  return placesOf(text, [pointer]).get(pointer)?.line
}

/** The problem with the line of the event's text it is about. */
export function withLine(problem: Problem, text: string): Problem {
  const line = problem.line ?? lineOf(text, problem.pointer)
  return line === undefined ? problem : { ...problem, line }
}

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return at
}

/** JSON's four spaces, and a byte order mark. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xfeff
}

/** The offset of the quote that ends the string which begins at `start`. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end
  }
  return text.length
}

/** Past this depth lines are indented no further: what is nested 100,000 deep must not become gigabytes of spaces. */
const deepestIndent = 100

function laidOut(text: string): string {
  const parts: string[] = []
  let depth = 0
  let copied = 0
  const breakLine = (upTo: number, mark: string) => {
    parts.push(text.slice(copied, upTo).trimEnd(), mark, '\n', '  '.repeat(Math.min(depth, deepestIndent)))
    copied = skipSpace(text, upTo + mark.length)
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = stringEnd(text, at)
    } else if (code === openBrace || code === openBracket) {
      const inside = skipSpace(text, at + 1)
      const next = text.charCodeAt(inside)
      if (next === closeBrace || next === closeBracket) {
        parts.push(text.slice(copied, at + 1), text.charAt(inside))
        copied = inside + 1
        at = inside
        continue
      }
      depth++
      breakLine(at, text.charAt(at))
    } else if (code === closeBrace || code === closeBracket) {
      depth--
      breakLine(at, '')
    } else if (code === comma) {
      breakLine(at, ',')
    } else if (code === colon) {
      parts.push(text.slice(copied, at).trimEnd(), ': ')
      copied = skipSpace(text, at + 1)
    }
  }
  parts.push(text.slice(copied))
  return parts.join('')
}
