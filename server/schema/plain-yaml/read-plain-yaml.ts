import type { JsonObject } from '../json-object.ts'
import { flow } from './flow.ts'
import { beginsWithKey, readKey } from './keys.ts'
import { hash, Lines, lineEnd, space } from './lines.ts'
import { indicators, notPlain, quoted, resolved } from './scalars.ts'

/**
 * Reads the YAML that schemas are mostly written in: keys and lists in blocks, texts plain, quoted on one line or in
 * block scalars. Ten times as fast as js-yaml 3 and of the same answer, or `notPlain` at the first thing that it does not
 * know for certain: whatever is wrong, rare or needs a second thought is left to js-yaml.
 *
 * @param resolve what js-yaml makes of a plain scalar that may be a number.
 * @param blocks the properties read before, by their text: versions share most of theirs, so each is read once, and is
 *   one object wherever it stands.
 */
export function readPlainYaml(
  text: string,
  resolve: (scalar: string) => unknown,
  blocks?: Map<string, unknown>,
): unknown {
  if (odd.test(text)) return notPlain
  try {
    const lines = new Lines(text)
    if (lines.indent === -1) return notPlain
    const content = new Reader(lines, resolve, blocks).root()
    return lines.indent === -1 ? content : notPlain
  } catch (thrown) {
    if (thrown === notPlain) return notPlain
    throw thrown
  }
}

/** Tabs, other line ends than `\n`, what YAML does not print. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const odd = /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/

const dash = 0x2d
const closedForm = /^'(?:[^']|'')*'$|^"(?:[^"\\]|\\.)*"$/

class Reader {
  private readonly lines: Lines
  private readonly resolve: (scalar: string) => unknown
  private readonly blocks: Map<string, unknown> | undefined

  constructor(lines: Lines, resolve: (scalar: string) => unknown, blocks: Map<string, unknown> | undefined) {
    this.lines = lines
    this.resolve = resolve
    this.blocks = blocks
  }

  /** The whole text. */
  root(): unknown {
    const { indent } = this.lines
    return this.isItem() ? this.list(indent) : this.object(indent, 'root')
  }

  /** The list or the object whose lines are indented so. */
  block(indent: number): unknown {
    return this.isItem() ? this.list(indent) : this.object(indent)
  }

  private isItem(): boolean {
    const { text, from, to } = this.lines
    return text.charCodeAt(from) === dash && (to === from + 1 || text.charCodeAt(from + 1) === space)
  }

  private list(indent: number): readonly unknown[] {
    const { lines } = this
    const items: unknown[] = []
    while (lines.indent === indent && this.isItem()) {
      if (lines.to === lines.from + 1) {
        lines.advance()
        items.push(lines.indent > indent ? this.below(indent) : null)
        continue
      }
      let columns = 1
      while (lines.text.charCodeAt(lines.from + columns) === space) columns++
      lines.enter(columns)
      if (this.isItem()) throw notPlain
      items.push(beginsWithKey(lines) ? this.object(lines.indent) : this.scalar(indent))
    }
    if (lines.indent > indent) throw notPlain
    return items
  }

  private object(indent: number, place?: 'root' | 'properties'): JsonObject {
    const { lines } = this
    const content: Record<string, unknown> = {}
    while (lines.indent === indent) {
      const key = readKey(lines)
      if (Object.hasOwn(content, key)) throw notPlain
      if (place === 'properties') content[key] = this.known(indent)
      else content[key] = this.value(indent, place === 'root' && key === 'properties' ? 'properties' : undefined)
    }
    if (lines.indent > indent) throw notPlain
    return content
  }

  /** A property's schema. */
  private known(indent: number): unknown {
    const { lines, blocks } = this
    const isBlock = lines.from === lines.to
    if (!blocks || !isBlock) return this.value(indent)
    lines.advance()
    if (lines.indent <= indent) throw notPlain
    const { text, end } = lines.blockBelow(indent)
    const before = blocks.get(text)
    if (before !== undefined) {
      lines.moveTo(end)
      return before
    }
    const read = this.block(lines.indent)
    if (lines.start >= end) blocks.set(text, read)
    return read
  }

  private value(indent: number, place?: 'properties'): unknown {
    const { lines } = this
    if (lines.from < lines.to) return this.scalar(indent)
    lines.advance()
    if (lines.indent > indent) {
      return place && !this.isItem() ? this.object(lines.indent, place) : this.below(indent)
    }
    // A list may stand in the column of its key.
    return lines.indent === indent && this.isItem() ? this.list(indent) : null
  }

  /** What begins below its key, or below its dash. */
  private below(indent: number): unknown {
    if (this.isItem() || beginsWithKey(this.lines)) return this.block(this.lines.indent)
    const { text, from } = this.lines
    const first = text.charCodeAt(from)
    if (first === 0x7c || first === 0x3e) throw notPlain
    return this.scalar(indent)
  }

  /** The value that begins here, of a key or an item in this column. */
  private scalar(indent: number): unknown {
    const { lines } = this
    const { text, from, to } = lines
    const first = text.charCodeAt(from)
    if (first === 0x7c || first === 0x3e) return this.blockScalar(indent, text.slice(from, to))
    if (first === 0x27 || first === 0x22) return this.whole(quoted(this.quotedLines(indent)), indent)
    if (first === 0x5b || first === 0x7b) return this.whole(flow(text.slice(from, to), this.resolve), indent)
    const isNumber = first === dash && /\d/.test(text[from + 1] ?? '')
    if (indicators.has(first) && !isNumber) throw notPlain
    const comment = text.slice(from, to).indexOf(' #')
    if (comment === -1) return this.plain(indent)
    lines.to = from + comment
    return this.whole(resolved(this.plainLine().trimEnd(), this.resolve), indent)
  }

  /** A text in quotes, its lines folded to one. */
  private quotedLines(indent: number): string {
    const { lines } = this
    let value = lines.text.slice(lines.from, lines.to)
    let breaks = 0
    while (!closedForm.test(value)) {
      // js-yaml keeps spaces at the end of a line.
      const hasSpaces = lines.from < lines.to && lineEnd(lines.text, lines.to) > lines.to
      if (hasSpaces || value.includes('\\') || !lines.rawAdvance()) throw notPlain
      if (lines.from === lines.to) {
        breaks++
        continue
      }
      if (lines.indent <= indent) throw notPlain
      value += (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + lines.text.slice(lines.from, lines.to)
      breaks = 0
    }
    return value
  }

  /** What ends with its line. */
  private whole(value: unknown, indent: number): unknown {
    this.lines.advance()
    if (this.lines.indent > indent) throw notPlain
    return value
  }

  private plain(indent: number): unknown {
    const { lines } = this
    let value = this.plainLine()
    let breaks = 0
    let isLonger = false
    // A line further in goes on with the text.
    while (lines.rawAdvance()) {
      if (lines.from === lines.to) {
        breaks++
        continue
      }
      if (lines.indent <= indent) break
      if (lines.text.charCodeAt(lines.from) === hash) throw notPlain
      value += (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + this.plainLine()
      breaks = 0
      isLonger = true
    }
    if (lines.indent !== -1 && lines.text.charCodeAt(lines.from) === hash) lines.advance()
    if (lines.indent > indent) throw notPlain
    return isLonger ? value : resolved(value, this.resolve)
  }

  private plainLine(): string {
    const line = this.lines.text.slice(this.lines.from, this.lines.to)
    if (line.endsWith(':') || line.includes(': ') || line.includes(' #')) throw notPlain
    return line
  }

  private blockScalar(indent: number, header: string): string {
    if (header.length > 2 || (header.length === 2 && header[1] !== '-')) throw notPlain
    const isFolded = header[0] === '>'
    const { lines } = this
    const { text } = lines
    if (!lines.rawAdvance()) return ''
    const isEmpty = lines.indent <= indent
    if (lines.from === lines.to || (isEmpty && lines.text.charCodeAt(lines.from) === hash)) throw notPlain
    if (isEmpty) return ''
    const column = lines.indent
    let value = text.slice(lines.from, lineEnd(text, lines.to))
    let breaks = 0
    let wasFurtherIn = false
    while (lines.rawAdvance()) {
      const end = lineEnd(text, lines.to)
      const start = lines.from - lines.indent + column
      // Only spaces, and not more of them than the text is indented by.
      if (lines.from === lines.to && end <= start) {
        breaks++
        continue
      }
      if (lines.from === lines.to) throw notPlain
      if (lines.indent < column) break
      const isFurtherIn = lines.indent > column
      const joins = isFolded && !isFurtherIn && !wasFurtherIn
      value += joins ? (breaks === 0 ? ' ' : '\n'.repeat(breaks)) : '\n'.repeat(breaks + 1)
      value += text.slice(start, end)
      wasFurtherIn = isFurtherIn
      breaks = 0
    }
    if (lines.indent !== -1 && text.charCodeAt(lines.from) === hash) lines.advance()
    if (lines.indent > indent) throw notPlain
    return header.length === 1 ? `${value}\n` : value
  }
}
