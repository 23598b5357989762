import type { Node, Pair, Scalar, YAMLMap } from 'yaml'
import { yaml } from '../../base/yaml.ts'
import { keysOf } from '../../event/json-pointer.ts'
import { writeYaml } from '../js-yaml.ts'
import { isObject, type JsonObject } from '../json-object.ts'

/**
 * A YAML text with another value at a pointer, or without it where that is undefined. Lines that have nothing to do with
 * it stay as they are, comments and folds included. Undefined where it cannot be done: what an alias names stands in
 * several places, and a text in one line has none of its own.
 */
export function withYamlValue(text: string, pointer: string, value: unknown): string | undefined {
  const place = innermostBlock(text, keysOf(pointer))
  if (place === undefined) return undefined
  const { map, key, pair, inside, end } = place
  const scalar = end === undefined ? undefined : withScalar(text, end, value)
  if (scalar) return text.slice(0, scalar.from) + scalar.insert + text.slice(scalar.to)
  const whole = inside.length === 0 ? value : withInside(pair?.value ? place.plain : {}, inside, value)
  const edit =
    whole === undefined ? (pair ? withoutPair(text, map, pair) : undefined) : withPair(text, map, pair, key, whole)
  if (edit === undefined) return undefined
  const inserted = text.includes('\r\n') ? edit.insert.replaceAll('\n', '\r\n') : edit.insert
  return text.slice(0, edit.from) + inserted + text.slice(edit.to)
}

/** What is written in place of the text between two offsets. */
interface Edit {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** The innermost mapping with lines of its own on the way, its key there, and the rest of the way inside that. */
interface Place {
  readonly map: YAMLMap
  readonly key: string
  readonly pair: Pair | undefined
  /** What the key has now. */
  readonly plain: unknown
  readonly inside: readonly string[]
  /** What the whole way leads to, where that is a word or a number in one line. */
  readonly end?: Scalar
}

function innermostBlock(text: string, keys: readonly string[]): Place | undefined {
  const { isAlias, isMap, isSeq, isScalar, parseDocument } = yaml()
  const document = parseDocument(text, { merge: true, prettyErrors: false, logLevel: 'error' })
  if (document.errors.length > 0) return undefined
  let node: unknown = document.contents
  let place: Place | undefined
  for (const [index, key] of keys.entries()) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key: name }) => isScalar(name) && String(name.value) === key)
      const plain = (pair?.value as Node | null | undefined)?.toJS(document)
      if (!node.flow) place = { map: node, key, pair, plain, inside: keys.slice(index + 1) }
      node = pair?.value
    } else if (isSeq(node)) node = node.items[Number(key)]
    else break
    if (isAlias(node)) return undefined
  }
  return place && isScalar(node) && node.anchor === undefined ? { ...place, end: node } : place
}

/** A word or a number in place of another, in the same quotes; undefined where it needs more than its place. */
function withScalar(text: string, { range }: Scalar, value: unknown): Edit | undefined {
  const isWord = typeof value === 'string' ? /^[\w/$][\w./$-]*$/.test(value) : Number.isFinite(value)
  if (!range || !isWord) return undefined
  const [from, to] = range
  const [, quote, was] = /^(["']?)([\w./$-]+)\1$/.exec(text.slice(from, to)) ?? []
  if (was === undefined) return undefined
  const word = typeof value === 'number' ? `${value}` : `${quote}${value}${quote}`
  return yaml().parse(word) === value ? { from, to, insert: word } : undefined
}

/** A new value for a key that is there, else one line or more below the last key. */
function withPair(text: string, map: YAMLMap, pair: Pair | undefined, key: string, value: unknown): Edit | undefined {
  const [first, last] = [map.items[0], map.items.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const from = startOf(first)
  const column = ' '.repeat(from - (text.lastIndexOf('\n', from - 1) + 1))
  const written = writtenPair(text, pair, key, value).replaceAll('\n', `\n${column}`)
  if (pair) {
    const end = endOf(text, pair)
    return { from: startOf(pair), to: end, insert: text[end - 1] === '\n' ? `${written}\n` : written }
  }
  const below = lineEnd(text, endOf(text, last))
  const isClosed = text[below - 1] === '\n'
  return { from: below, to: below, insert: `${isClosed ? '' : '\n'}${column}${written}${isClosed ? '\n' : ''}` }
}

/** In braces or brackets where it was, else in lines. */
function writtenPair(text: string, pair: Pair | undefined, key: string, value: unknown): string {
  const { Document, isCollection, isPair } = yaml()
  const was = pair?.value
  if (!isCollection(was) || !was.flow || was.range == null) return writeYaml({ [key]: value }).trimEnd()
  const document = new Document({ [key]: value })
  const [first] = isCollection(document.contents) ? document.contents.items : []
  if (isPair(first) && isCollection(first.value)) first.value.flow = true
  const flowCollectionPadding = text[was.range[0] + 1] === ' '
  return document.toString({ lineWidth: 0, flowCollectionPadding }).trimEnd()
}

/** The lines of a key; undefined for the only one, without which there would be another kind of value. */
function withoutPair(text: string, map: YAMLMap, pair: Pair): Edit | undefined {
  const next = map.items[map.items.indexOf(pair) + 1]
  if (map.items.length === 1) return undefined
  const from = startOf(pair)
  const line = text.lastIndexOf('\n', from - 1) + 1
  if (text.slice(line, from).trim() === '') return { from: line, to: lineEnd(text, endOf(text, pair)), insert: '' }
  // After the dash of a list: the next key takes its place.
  return next && { from, to: startOf(next), insert: '' }
}

function startOf({ key }: Pair): number {
  return (key as Node).range?.[0] ?? 0
}

function endOf(text: string, { key, value }: Pair): number {
  const end = (value as Node | null)?.range?.[1] ?? (key as Node).range?.[1] ?? text.length
  // A key without a value ends after its colon.
  return Math.max(end, text.indexOf(':', (key as Node).range?.[1] ?? 0) + 1)
}

function lineEnd(text: string, from: number): number {
  if (text[from - 1] === '\n') return from
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end + 1
}

/** A value with another one inside it, or without it. */
function withInside(was: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return value
  if (Array.isArray(was)) {
    const after = withInside(was[Number(key)], rest, value)
    return was.flatMap((item, index) => (index !== Number(key) ? [item] : after === undefined ? [] : [after]))
  }
  const holder: JsonObject = isObject(was) ? was : {}
  const after = withInside(holder[key], rest, value)
  if (after !== undefined) return { ...holder, [key]: after }
  return Object.fromEntries(Object.entries(holder).filter(([name]) => name !== key))
}
