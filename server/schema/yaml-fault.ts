import type { FilePlace } from './source-format.ts'

interface Words {
  readonly message: string
  readonly hint?: string
}

/** Says what is wrong in a YAML text to people who wrote the file, not the grammar; and where they have to look. */
export function yamlFault(error: { code: string; message: string }, text: string, place: FilePlace): Words & FilePlace {
  const lines = text.split('\n')
  const { code, message } = error
  if (code === 'DUPLICATE_KEY') return duplicateFault(lines, place)
  if (message.startsWith('Flow ')) return { ...unclosed, ...place }
  const quote = /^Missing closing (['"])quote/.exec(message)?.[1]
  if (quote) return quoteFault(lines, quote)
  const shifted = code === 'BLOCK_AS_IMPLICIT_KEY' ? place.line + 1 : code === 'BAD_INDENT' ? place.line : undefined
  const indented = shifted === undefined ? undefined : indentFault(lines, shifted)
  if (indented) return indented
  const said = { message: `The YAML cannot be read: ${message.split('\n')[0]?.replace(/[.:]$/, '')}.` }
  return { ...(words[code] ?? said), ...place }
}

/** The key may stand in the line below: that a key without a value ends is seen there. */
function duplicateFault(lines: readonly string[], { line, column }: FilePlace): Words & FilePlace {
  const isBelow = (lines[line - 1] ?? '').slice(column - 1).trim() === ''
  const text = lines[isBelow ? line : line - 1] ?? ''
  const at = isBelow ? text.length - text.trimStart().length : column - 1
  const key = /^[^:\s]+/.exec(text.slice(at))?.[0] ?? ''
  const hint = 'Keep one of the two, or indent it as what it belongs to.'
  return { message: `\`${key}\` stands here a second time.`, hint, line: isBelow ? line + 1 : line, column: at + 1 }
}

/** A quote that nothing closes is the last of its kind. */
function quoteFault(lines: readonly string[], quote: string): Words & FilePlace {
  const line = lines.findLastIndex(text => text.includes(quote))
  const column = (lines[line]?.lastIndexOf(quote) ?? 0) + 1
  return {
    message: 'The quote that begins here is not closed.',
    hint: `Close it with \`${quote}\`.`,
    line: line + 1,
    column,
  }
}

/** A key that does not begin where the line before it does: it was meant to stand beside that one. */
function indentFault(lines: readonly string[], line: number): (Words & FilePlace) | undefined {
  const [, spaces, key] = /^( *)([^\s:#-][^\s:]*)\s*:/.exec(lines[line - 1] ?? '') ?? []
  const before = lines.slice(0, line - 1).findLast(text => /^ *[^\s#]/.test(text))
  if (spaces === undefined || before === undefined) return undefined
  const is = spaces.length
  const should = before.length - before.trimStart().length
  if (is === should) return undefined
  const message = `\`${key}\` must begin in column ${should + 1}, but it begins in column ${is + 1}.`
  const count = Math.abs(is - should)
  const what = count === 1 ? 'one space' : `${count} spaces`
  return { message, hint: is > should ? `Take away ${what}.` : `Add ${what}.`, line, column: is + 1 }
}

const unclosed: Words = { message: 'A bracket is not closed before this line.', hint: 'Close it with `]` or `}`.' }

const words: Readonly<Record<string, Words>> = {
  TAB_AS_INDENT: { message: 'The line is indented with a tab.', hint: 'Indent with spaces.' },
  BAD_INDENT: {
    message: 'The line is indented differently from those it belongs to.',
    hint: 'Let keys of one object begin in the same column.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'A second `:` makes this line ambiguous.',
    hint: 'Put the value in quotes, or begin a new line.',
  },
  BLOCK_IN_FLOW: unclosed,
  BAD_DQ_ESCAPE: {
    message: '`\\` means something else in double quotes.',
    hint: 'Write `\\\\`, or use single quotes.',
  },
  BAD_SCALAR_START: { message: 'No value can begin with this sign.', hint: 'Put the value in quotes.' },
  UNEXPECTED_TOKEN: {
    message: 'Something stands behind the end of a value.',
    hint: "Put the whole value in double quotes; inside single quotes write `''` for a quote.",
  },
  MISSING_CHAR: {
    message: 'A quote, a bracket, a comma or a `:` is missing.',
    hint: 'Look at the end of the line above.',
  },
  MULTILINE_IMPLICIT_KEY: { message: 'The `:` after this key is missing.', hint: 'Write `key: value` on one line.' },
  MULTIPLE_DOCS: { message: 'The file holds more than one document.', hint: 'Keep what stands before `---`.' },
}
