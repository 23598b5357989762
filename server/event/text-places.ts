import { keysOf } from './json-pointer.ts'
import { scanJson, tokens } from './json-tokens.ts'

/** Where a value stands in a JSON text, as offsets; `key` is where its name stands, quotes included. */
export interface TextPlace {
  readonly start: number
  readonly end: number
  readonly key: { readonly start: number; readonly end: number } | undefined
  /** The line of the key, or of the value where there is none; from 1. */
  readonly line: number
}

/**
 * Finds values in a JSON text in one pass, without building the values: safe for nesting of any depth. Of a key that
 * stands twice the last one counts, as in JSON.parse. Pointers that lead nowhere are absent from the answer.
 */
export function placesOf(text: string, pointers: Iterable<string>): ReadonlyMap<string, TextPlace> {
  const root = wantedTree(pointers)
  walk(text, root)
  const places = new Map<string, TextPlace>()
  for (const [pointer, { found }] of root.byPointer) {
    if (found) places.set(pointer, { ...found, line: lineAt(text, found.key?.start ?? found.start) })
  }
  return places
}

/** The line, from 1, of an offset of a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

interface Wanted {
  readonly children: Map<string, Wanted>
  found: Omit<TextPlace, 'line'> | undefined
}

interface Frame {
  readonly wanted: Wanted | undefined
  readonly isArray: boolean
  readonly place: { start: number; end: number; key: TextPlace['key'] }
  /** Of the value that comes next. */
  next: Wanted | undefined
  key: TextPlace['key']
  index: number
  expectsKey: boolean
}

function wantedTree(pointers: Iterable<string>): Wanted & { readonly byPointer: Map<string, Wanted> } {
  const root = { children: new Map<string, Wanted>(), found: undefined, byPointer: new Map<string, Wanted>() }
  for (const pointer of pointers) {
    let node: Wanted = root
    for (const key of keysOf(pointer)) {
      let child = node.children.get(key)
      if (child === undefined) {
        child = { children: new Map(), found: undefined }
        node.children.set(key, child)
      }
      node = child
    }
    root.byPointer.set(pointer, node)
  }
  return root
}

function walk(text: string, root: Wanted): void {
  const scanner = scanJson(text, { trivia: false })
  const frames: Frame[] = []
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    const frame = frames.at(-1)
    const start = scanner.getTokenOffset()
    const end = start + scanner.getTokenLength()
    if (token === tokens.comma) {
      if (frame) startNext(frame)
    } else if (token === tokens.closeBrace || token === tokens.closeBracket) {
      const closed = frames.pop()
      if (closed) closed.place.end = end
    } else if (token === tokens.string && frame?.expectsKey) {
      frame.expectsKey = false
      frame.key = { start, end }
      frame.next = frame.wanted?.children.get(scanner.getTokenValue())
    } else if (token !== tokens.colon) {
      const wanted = frame ? frame.next : root
      const place = { start, end, key: frame?.key }
      if (wanted) arrive(wanted, place)
      if (token === tokens.openBrace) frames.push(newFrame(wanted, false, place))
      if (token === tokens.openBracket) frames.push(newFrame(wanted, true, place))
    }
  }
}

function newFrame(wanted: Wanted | undefined, isArray: boolean, place: Frame['place']): Frame {
  const next = isArray ? wanted?.children.get('0') : undefined
  return { wanted, isArray, place, next, key: undefined, index: 0, expectsKey: !isArray }
}

function startNext(frame: Frame): void {
  if (!frame.isArray) {
    frame.expectsKey = true
    return
  }
  frame.index++
  frame.next = frame.wanted?.children.get(String(frame.index))
}

/** A later duplicate takes the place of an earlier one, with everything inside it. */
function arrive(wanted: Wanted, place: Frame['place']): void {
  if (wanted.found) forget(wanted)
  wanted.found = place
}

function forget(wanted: Wanted): void {
  wanted.found = undefined
  for (const child of wanted.children.values()) forget(child)
}
