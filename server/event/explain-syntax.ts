import { dotted, pointerTo } from './json-pointer.ts'
import { scanJson, tokens } from './json-tokens.ts'
import type { Problem } from './problem.ts'
import { lineAt } from './text-places.ts'

/** Why a text is not JSON: line, column and what to do, at the first place that is wrong. `what` begins the sentence. */
export function explainSyntax(text: string, what = 'The body'): Problem {
  const { at, says, hint } = firstFault(text) ?? fromParser(text)
  const line = lineAt(text, at)
  const column = at - text.lastIndexOf('\n', at - 1)
  const message = `${what} is not JSON: ${says} in line ${line}, column ${column}.`
  return { pointer: '', keyword: 'syntax', message, hint, line, column }
}

interface Fault {
  /** Offset in the text. */
  readonly at: number
  readonly says: string
  readonly hint: string
}

interface Frame {
  readonly isArray: boolean
  readonly start: number
  /** Of the value that is read, or was read last. */
  pointer: string
  index: number
  readonly parent: string
}

type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'end'

function firstFault(text: string): Fault | undefined {
  const scanner = scanJson(text, { trivia: true })
  const frames: Frame[] = []
  let expected: Expected = 'value'
  let lastComma = -1
  for (;;) {
    const token: number = scanner.scan()
    const at = scanner.getTokenOffset()
    const raw = text.slice(at, at + scanner.getTokenLength())
    if (token === tokens.space || token === tokens.lineBreak) {
      if (/^[ \t\r\n\ufeff]*$/.test(raw)) continue
      return { at, says: 'a space that JSON does not know stands', hint: 'Type it again as a plain space.' }
    }
    const frame = frames.at(-1)
    if (token === tokens.lineComment || token === tokens.blockComment) {
      return { at, says: 'a comment stands', hint: 'Take the comment out; JSON has none.' }
    }
    if (token === tokens.end) return expected === 'end' ? undefined : cutOff(text, frame, expected)
    if (token === tokens.unknown) return strange(raw, at, expected)
    const tokenFault = faultInside(token, raw, at, scanner.getTokenError())
    if (tokenFault) return tokenFault
    const isClose = token === tokens.closeBrace || token === tokens.closeBracket

    if (expected === 'end') return behindTheEnd(token, at)
    if (expected === 'colon') {
      if (token !== tokens.colon)
        return { at, says: 'a colon is missing', hint: `Put a colon after ${keyName(frame)}.` }
      expected = 'value'
    } else if (isClose) {
      if (frame === undefined) return { at, says: `a \`${raw}\` closes nothing`, hint: 'Take it out.' }
      if ((expected === 'value' || expected === 'key') && lastComma !== -1) {
        return { at: lastComma, says: `a comma stands before \`${raw}\``, hint: 'Take the last comma out.' }
      }
      if (expected === 'value') return { at, says: 'a value is missing', hint: `Give ${keyName(frame)} a value.` }
      if (frame.isArray !== (token === tokens.closeBracket)) return wrongBracket(text, frame, raw, at)
      frames.pop()
      expected = frames.length === 0 ? 'end' : 'commaOrEnd'
    } else if (expected === 'commaOrEnd') {
      if (token !== tokens.comma) return commaMissing(token, raw, at, frame)
      if (frame) frame.index++
      expected = frame?.isArray ? 'value' : 'key'
      lastComma = at
      if (frame?.isArray) frame.pointer = pointerTo(frame.parent, frame.index)
      continue
    } else if (expected === 'key' || expected === 'keyOrEnd') {
      if (token === tokens.comma) return { at, says: 'a comma stands where a key is expected', hint: 'Take it out.' }
      if (token !== tokens.string) return { at, says: 'a key must be a string', hint: `Write \`"${raw}"\`.` }
      if (frame) frame.pointer = pointerTo(frame.parent, scanner.getTokenValue())
      expected = 'colon'
    } else {
      if (token === tokens.comma || token === tokens.colon) {
        return { at, says: `a value is missing before \`${raw}\``, hint: `Give ${keyName(frame)} a value.` }
      }
      const isArray = token === tokens.openBracket
      if (isArray || token === tokens.openBrace) {
        const parent = frame?.pointer ?? ''
        frames.push({ isArray, start: at, parent, pointer: isArray ? pointerTo(parent, 0) : parent, index: 0 })
        expected = isArray ? 'valueOrEnd' : 'keyOrEnd'
      } else {
        expected = frame ? 'commaOrEnd' : 'end'
      }
    }
    lastComma = -1
  }
}

/** jsonc-parser's ScanError: 1 and 3 mean that the text ended, 2 a number without digits, 4 and 5 an escape, 6 a control character. */
function faultInside(token: number, raw: string, at: number, error: number): Fault | undefined {
  if (token === tokens.number && !/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(raw)) {
    return {
      at,
      says: `\`${raw}\` is not a number as JSON writes it`,
      hint: 'Write it with digits on both sides of the point.',
    }
  }
  if (token !== tokens.string || error === 0) return undefined
  if (error === 2)
    return { at, says: 'a string has no closing quote', hint: 'Close it with `"`; a line break inside is `\\n`.' }
  if (error === 6)
    return { at, says: 'a string holds a control character', hint: 'Escape it: a tab is `\\t`, a line break `\\n`.' }
  const bad = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(raw.replaceAll('\\\\', '##'))?.index ?? 0
  const sequence = raw.slice(bad, bad + 2)
  const hint = sequence === '\\u' ? 'Give `\\u` four hexadecimal digits.' : 'Write a backslash itself as `\\\\`.'
  return { at: at + bad, says: `\`${sequence}\` is not an escape that JSON knows`, hint }
}

function strange(raw: string, at: number, expected: Expected): Fault {
  const word = /^[\w$.+-]*/.exec(raw)?.[0] ?? ''
  const wantsKey = expected === 'key' || expected === 'keyOrEnd'
  if (raw.startsWith("'")) return { at, says: 'a single quote stands', hint: 'Put strings in double quotes: `"`.' }
  if (/^[“”„«»‘’]/.test(raw))
    return { at, says: 'a typographic quote stands', hint: 'Put strings in straight quotes: `"`.' }
  if (wantsKey && word !== '') return { at, says: `the key \`${word}\` has no quotes`, hint: `Write \`"${word}"\`.` }
  if (/^(?:NaN|[+-]?Infinity|undefined|None|nil|NULL|Null)$/.test(word)) {
    return { at, says: `\`${word}\` is not a value of JSON`, hint: 'Send `null`, or leave the key out.' }
  }
  if (/^(?:true|false)$/i.test(word)) {
    return { at, says: `\`${word}\` is not a value of JSON`, hint: `Write \`${word.toLowerCase()}\`.` }
  }
  if (/^[+.]?\d/.test(word))
    return { at, says: `\`${word}\` is not a number as JSON writes it`, hint: 'Begin with a digit or `-`.' }
  if (expected === 'commaOrEnd')
    return { at, says: `\`${shortened(raw)}\` stands where a comma or a bracket is expected`, hint: 'Take it out.' }
  if (word !== '')
    return {
      at,
      says: `\`${shortened(word)}\` is not a value of JSON`,
      hint: `If it is a text, write \`"${shortened(word)}"\`.`,
    }
  return { at, says: `\`${shortened(raw)}\` is not expected`, hint: 'Take it out.' }
}

function commaMissing(token: number, raw: string, at: number, frame: Frame | undefined): Fault {
  if (token === tokens.colon)
    return { at, says: 'a colon stands behind a value', hint: 'Objects are written in braces: `{"key": value}`.' }
  if (token === tokens.number && /^\d/.test(raw)) {
    return {
      at,
      says: 'a comma is missing',
      hint: `Put a comma after ${valueName(frame)}; a number does not begin with 0.`,
    }
  }
  return { at, says: 'a comma is missing', hint: `Put a comma after ${valueName(frame)}.` }
}

function cutOff(text: string, frame: Frame | undefined, expected: Expected): Fault {
  if (frame === undefined) return { at: 0, says: 'it is empty', hint: 'Send an event: `{"$schema": …}`.' }
  const at = text.trimEnd().length
  const open = frame.isArray ? '[' : '{'
  const close = frame.isArray ? ']' : '}'
  const missing = expected === 'commaOrEnd' || expected.endsWith('OrEnd') ? '' : ', and a value is missing before that'
  const from = `line ${lineAt(text, frame.start)}`
  return { at, says: `it ends before \`${open}\` of ${from} is closed`, hint: `Close it with \`${close}\`${missing}.` }
}

function wrongBracket(text: string, frame: Frame, raw: string, at: number): Fault {
  const [open, close] = frame.isArray ? ['[', ']'] : ['{', '}']
  const says = `\`${raw}\` stands where \`${open}\` of line ${lineAt(text, frame.start)} is still open`
  return { at, says, hint: `Close it with \`${close}\`.` }
}

function behindTheEnd(token: number, at: number): Fault {
  const says = 'more text stands behind the end'
  if (token === tokens.openBrace || token === tokens.comma) {
    return { at, says, hint: 'Send several events as one array: `[{…}, {…}]`.' }
  }
  return { at, says, hint: 'Take it out.' }
}

/** For what the scan above takes for right: the parser's own words. */
function fromParser(text: string): Fault {
  try {
    JSON.parse(text)
    return { at: 0, says: 'no fault was found', hint: 'Send it again.' }
  } catch (failure) {
    const words = failure instanceof Error ? failure.message : ''
    const at = Number(/position (\d+)/.exec(words)?.[1] ?? 0)
    return { at, says: words.replace(/ in JSON at position.*$/, ''), hint: 'Look at this place.' }
  }
}

const keyName = (frame: Frame | undefined) => nameOr(frame, 'the key')
const valueName = (frame: Frame | undefined) => {
  const name = dotted(frame?.pointer ?? '')
  return name === '' ? 'the value before' : `the value of \`${name}\``
}

function nameOr(frame: Frame | undefined, otherwise: string): string {
  const name = dotted(frame?.pointer ?? '')
  return name === '' ? otherwise : `\`${name}\``
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text
}
