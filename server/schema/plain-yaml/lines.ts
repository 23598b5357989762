/** The lines of a text, one after the other; empty ones and comments are passed over. */
export class Lines {
  readonly text: string
  /** Where the line's content begins and where it ends. */
  from = 0
  to = 0
  /** Spaces before the content; -1 after the last line. */
  indent = -1
  private next = 0

  constructor(text: string) {
    this.text = text
    this.advance()
  }

  advance(): void {
    while (this.rawAdvance()) {
      if (this.from < this.to && this.text.charCodeAt(this.from) !== hash) return
    }
  }

  /** To the next line, whatever it is; false at the end. */
  rawAdvance(): boolean {
    const { text, next: start } = this
    if (start >= text.length) {
      this.indent = -1
      return false
    }
    const end = text.indexOf('\n', start)
    let to = end === -1 ? text.length : end
    this.next = to + 1
    let from = start
    while (from < to && text.charCodeAt(from) === space) from++
    while (to > from && text.charCodeAt(to - 1) === space) to--
    this.from = from
    this.to = to
    this.indent = from - start
    return true
  }

  /** The lines from this one on that stand further in than a column; comments are taken for lines of it. */
  blockBelow(indent: number): { readonly text: string; readonly end: number } {
    const { text, next: before } = this
    const start = this.from - this.indent
    let end = before
    for (let at = before; at < text.length; ) {
      let from = at
      while (text.charCodeAt(from) === space) from++
      const letter = text.charCodeAt(from)
      const lineEnd = text.indexOf('\n', from)
      if (letter !== newline && letter !== hash && from - at <= indent && from < text.length) break
      at = lineEnd === -1 ? text.length : lineEnd + 1
      end = at
    }
    return { text: text.slice(start, end), end }
  }

  /** To the first line from an offset on. */
  moveTo(offset: number): void {
    this.next = offset
    this.advance()
  }

  /** Where the present line begins. */
  get start(): number {
    return this.indent === -1 ? this.text.length : this.from - this.indent
  }

  /** Lets the rest of the line count as a line of its own, further in: `- key: value`. */
  enter(columns: number): void {
    this.from += columns
    this.indent += columns
  }
}

/** Where a line really ends, with the spaces at its end. */
export function lineEnd(text: string, to: number): number {
  const end = text.indexOf('\n', to)
  return end === -1 ? text.length : end
}

const newline = 0x0a
/** A space. */
export const space = 0x20
/** What a comment begins with. */
export const hash = 0x23
