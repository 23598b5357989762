import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml'
import { messageOf } from '../base/errors.ts'
import { keysOf } from '../event/json-pointer.ts'
import type { FilePlace, ReadText, SourceFormat } from './source-format.ts'

/** Schema files in YAML 1.2 with merge keys (`<<`), as js-yaml reads them for jsonschema-tools; dates stay strings. */
export const yamlFormat: SourceFormat = { read, locate }

function read(text: string): ReadText {
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, { ...options, lineCounter: lines })
    const error = document.errors[0]
    if (error === undefined) return { ok: true, content: document.toJS() }
    const { line, col } = lines.linePos(error.pos[0])
    const place = { line: Math.max(1, line), column: Math.max(1, col) }
    return { ok: false, ...wordsFor(error.code, error.message, text, place), ...place }
  } catch (failure) {
    // A list of aliases that would grow without end, or nesting beyond the stack.
    return { ok: false, message: `The file cannot be read: ${messageOf(failure)}.`, line: 1, column: 1 }
  }
}

const options = { merge: true, prettyErrors: false, logLevel: 'silent', stringKeys: false } as const

function locate(text: string): (pointer: string) => FilePlace {
  const lines = new LineCounter()
  const document = parseDocument(text, { ...options, lineCounter: lines })
  return pointer => {
    let node: unknown = document.contents
    let offset = startOf(node)
    for (const key of keysOf(pointer)) {
      while (isAlias(node)) node = node.resolve(document)
      const next: unknown = isMap(node) ? pairOf(node.items, key) : isSeq(node) ? node.items[Number(key)] : undefined
      if (next === undefined) break
      offset = startOf(isPair(next) ? next.key : next) ?? offset
      node = isPair(next) ? next.value : next
    }
    const { line, col } = lines.linePos(offset ?? 0)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
}

function pairOf(items: readonly Pair[], key: string): Pair | undefined {
  return items.find(({ key: name }) => isScalar(name) && String(name.value) === key)
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}

/** The parser's own words are for people who know its grammar; these are for people who wrote the file. */
function wordsFor(code: string, message: string, text: string, { line, column }: FilePlace) {
  const known = words[code]
  if (code === 'DUPLICATE_KEY') {
    const key = /^[^:\s]+/.exec(text.split('\n')[line - 1]?.slice(column - 1) ?? '')?.[0] ?? ''
    return { message: `\`${key}\` stands here a second time.`, hint: 'Keep one of the two.' }
  }
  if (known) return known
  return { message: `The YAML cannot be read: ${message.split('\n')[0]?.replace(/[.:]$/, '')}.` }
}

const words: Readonly<Record<string, { readonly message: string; readonly hint: string }>> = {
  TAB_AS_INDENT: { message: 'The line is indented with a tab.', hint: 'Indent with spaces.' },
  BAD_INDENT: {
    message: 'The line is indented differently from those it belongs to.',
    hint: 'Let keys of one object begin in the same column.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'A second `:` makes this line ambiguous.',
    hint: 'Put the value in quotes, or begin a new line.',
  },
  BLOCK_IN_FLOW: { message: 'A bracket is not closed before this line.', hint: 'Close it with `]` or `}`.' },
  MISSING_CHAR: {
    message: 'A quote, a bracket, a comma or a `:` is missing.',
    hint: 'Look at the end of the line above.',
  },
  MULTILINE_IMPLICIT_KEY: { message: 'The `:` after this key is missing.', hint: 'Write `key: value` on one line.' },
  MULTIPLE_DOCS: { message: 'The file holds more than one document.', hint: 'Keep what stands before `---`.' },
}
