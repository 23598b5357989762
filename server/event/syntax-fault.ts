import { dotted, pointerTo } from './json-pointer.ts'
import { scanJson, tokens } from './json-tokens.ts'
import { lineAt } from './text-places.ts'
import { numberFault, type SyntaxFault, strangeFault, stringFault } from './token-fault.ts'

/** Reads a text as JSON, token by token and so at any depth; undefined where nothing is wrong. */
export function firstFault(text: string): SyntaxFault | undefined {
  const scanner = scanJson(text, { trivia: true })
  const state: State = { text, frames: [], expected: 'value', lastComma: undefined }
  for (;;) {
    const kind: number = scanner.scan()
    const at = scanner.getTokenOffset()
    const raw = text.slice(at, at + scanner.getTokenLength())
    if ((kind === tokens.space || kind === tokens.lineBreak) && /^[ \t\r\n\ufeff]*$/.test(raw)) continue
    if (kind === tokens.end && state.expected === 'end') return undefined
    const token: Token = { kind, at, raw, value: kind === tokens.string ? scanner.getTokenValue() : '' }
    const inside = insideFault(token, state, scanner.getTokenError())
    const fault = inside ?? (kind === tokens.end ? cutOff(state) : steps[state.expected](token, state))
    if (fault) return fault
  }
}

interface Token {
  readonly kind: number
  readonly at: number
  readonly raw: string
  /** Of a string, without its escapes. */
  readonly value: string
}

interface State {
  readonly text: string
  readonly frames: Frame[]
  expected: Expected
  /** Where the comma stands that the token before was. */
  lastComma: number | undefined
}

interface Frame {
  readonly isArray: boolean
  readonly start: number
  readonly pointer: string
  /** Of the value that is read, or was read last. */
  inside: string
  index: number
}

/** What may come next; `OrEnd` is a closing bracket. */
type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'end'

type Step = (token: Token, state: State) => SyntaxFault | undefined

const steps: Readonly<Record<Expected, Step>> = {
  value: readValue,
  valueOrEnd: (token, state) => (isClose(token) ? close(token, state) : readValue(token, state)),
  key: readKey,
  keyOrEnd: (token, state) => (isClose(token) ? close(token, state) : readKey(token, state)),
  colon(token, state) {
    if (token.kind !== tokens.colon) return missing('a colon', token.at, `Put a colon after ${keyIn(state)}.`)
    state.expected = 'value'
    return undefined
  },
  commaOrEnd: readComma,
  end: ({ kind, at }) => {
    const isMore = kind === tokens.openBrace || kind === tokens.comma
    return standing(
      'more text',
      at,
      isMore ? 'Send several events as one array: `[{…}, {…}]`.' : 'Take it out.',
      ' behind the end',
    )
  },
}

function readValue(token: Token, state: State): SyntaxFault | undefined {
  const { kind, at, raw } = token
  const frame = state.frames.at(-1)
  if (isClose(token)) {
    if (state.lastComma !== undefined) return commaBefore(raw, state.lastComma)
    return frame === undefined
      ? standing(`a \`${raw}\``, at, 'Take it out.', ' that closes nothing')
      : missing('a value', at, `Give ${keyIn(state)} a value.`)
  }
  if (kind === tokens.comma || kind === tokens.colon) {
    return missing('a value', at, `Give ${keyIn(state)} a value.`, ` before \`${raw}\``)
  }
  state.lastComma = undefined
  const isArray = kind === tokens.openBracket
  if (!isArray && kind !== tokens.openBrace) {
    state.expected = frame ? 'commaOrEnd' : 'end'
    return undefined
  }
  const pointer = frame?.inside ?? ''
  state.frames.push({ isArray, start: at, pointer, inside: isArray ? pointerTo(pointer, 0) : pointer, index: 0 })
  state.expected = isArray ? 'valueOrEnd' : 'keyOrEnd'
  return undefined
}

function readKey(token: Token, state: State): SyntaxFault | undefined {
  const { kind, at, raw, value } = token
  const frame = state.frames.at(-1)
  if (isClose(token) && state.lastComma !== undefined) return commaBefore(raw, state.lastComma)
  if (kind === tokens.comma) return standing('a comma', at, 'Take it out.', ' where a key is expected')
  if (kind !== tokens.string) {
    return { at, says: place => `\`${raw}\` ${place} must be a key in quotes`, hint: `Write \`"${raw}"\`.` }
  }
  if (frame) frame.inside = pointerTo(frame.pointer, value)
  state.expected = 'colon'
  state.lastComma = undefined
  return undefined
}

function readComma(token: Token, state: State): SyntaxFault | undefined {
  const { kind, at } = token
  const frame = state.frames.at(-1)
  if (isClose(token)) return close(token, state)
  if (kind === tokens.colon) {
    return standing('a colon', at, 'Objects are written in braces: `{"key": value}`.', ' behind a value')
  }
  if (kind !== tokens.comma) {
    const name = dotted(frame?.inside ?? '')
    return missing('a comma', at, `Put a comma after ${name === '' ? 'the value before' : `the value of \`${name}\``}.`)
  }
  state.lastComma = at
  state.expected = frame?.isArray ? 'value' : 'key'
  if (frame?.isArray) frame.inside = pointerTo(frame.pointer, ++frame.index)
  return undefined
}

function close({ kind, at, raw }: Token, state: State): SyntaxFault | undefined {
  const frame = state.frames.at(-1)
  if (frame && frame.isArray !== (kind === tokens.closeBracket)) {
    const { open, shut } = brackets(frame, state.text)
    return {
      at,
      says: place => `\`${raw}\` stands ${place}, where ${open} is still open`,
      hint: `Close it with ${shut}.`,
    }
  }
  state.frames.pop()
  state.lastComma = undefined
  state.expected = state.frames.length === 0 ? 'end' : 'commaOrEnd'
  return undefined
}

/** What is wrong with a token wherever it stands. */
function insideFault({ kind, at, raw }: Token, { text, expected }: State, error: number): SyntaxFault | undefined {
  if (kind === tokens.space) return standing('a space that JSON does not know', at, 'Type it again as a plain space.')
  if (kind === tokens.lineComment || kind === tokens.blockComment) {
    return standing('a comment', at, 'Take the comment out; JSON has none.')
  }
  if (kind === tokens.string) return stringFault(raw, at, error)
  if (kind === tokens.number) return numberFault(text, at)
  return kind === tokens.unknown
    ? strangeFault(text, raw, at, expected === 'key' || expected === 'keyOrEnd')
    : undefined
}

function cutOff({ text, frames, expected }: State): SyntaxFault {
  const frame = frames.at(-1)
  if (frame === undefined) return { at: 0, says: () => 'it is empty', hint: 'Send an event: `{"$schema": …}`.' }
  const { open, shut } = brackets(frame, text)
  const before = expected.endsWith('OrEnd') ? '' : ', after what is missing before it'
  const at = text.trimEnd().length
  return { at, says: place => `it ends ${place}, before ${open} is closed`, hint: `Close it with ${shut}${before}.` }
}

function brackets({ isArray, start }: Frame, text: string): { open: string; shut: string } {
  return { open: `\`${isArray ? '[' : '{'}\` of line ${lineAt(text, start)}`, shut: `\`${isArray ? ']' : '}'}\`` }
}

function isClose({ kind }: Token): boolean {
  return kind === tokens.closeBrace || kind === tokens.closeBracket
}

function keyIn({ frames }: State): string {
  const name = dotted(frames.at(-1)?.inside ?? '')
  return name === '' ? 'the key' : `\`${name}\``
}

function commaBefore(raw: string, at: number): SyntaxFault {
  return standing('a comma', at, 'Take the last comma out.', ` before \`${raw}\``)
}

function missing(what: string, at: number, hint: string, where = ''): SyntaxFault {
  return { at, says: place => `${what} is missing${where} ${place}`, hint }
}

function standing(what: string, at: number, hint: string, where = ''): SyntaxFault {
  return { at, says: place => `${what} stands${where} ${place}`, hint }
}
