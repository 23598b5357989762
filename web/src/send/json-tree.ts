import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'

/** A part of the text, by offsets; `to` is exclusive. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Where a pointer leads in the text: the value, and its key where it has one. */
export interface Place {
  readonly value: Range
  readonly key?: Range
}

/** The events in the text: the elements of an array, or the one value. */
export function eventNodes(state: EditorState): readonly SyntaxNode[] {
  const root = valueIn(syntaxTree(state).topNode)
  if (root === null) return []
  return root.name === 'Array' ? valuesIn(root) : [root]
}

/** The place that a pointer names below a node; as near as the text comes to it. */
export function placeOf(state: EditorState, root: SyntaxNode, pointer: string): Place {
  let place: Place = { value: root }
  let node: SyntaxNode | null = root
  for (const key of keysOf(pointer)) {
    if (node?.name === 'Array') {
      node = valuesIn(node)[Number(key)] ?? null
      if (node !== null) place = { value: node }
    } else {
      const property: SyntaxNode | undefined =
        node === null ? undefined : node.getChildren('Property').find(each => nameOf(state, each) === key)
      const name = property?.getChild('PropertyName')
      node = property === undefined ? null : valueIn(property)
      if (node !== null && name) place = { value: node, key: name }
    }
    if (node === null) break
  }
  return place
}

/** What stands at a position: the name of a key of an object, or a value; and the keys that lead to it. */
export interface Spot {
  readonly kind: 'key' | 'value'
  /** Of a key the path of its object; arrays by their index. */
  readonly path: readonly string[]
  /** The object a key is, or would be, in. */
  readonly object: SyntaxNode | undefined
}

/** What stands, or would stand, at a position; also where the text is not whole yet. */
export function spotAt(state: EditorState, at: number): Spot {
  const inner = syntaxTree(state).resolveInner(at, -1)
  const path: string[] = []
  let holder: SyntaxNode | undefined
  for (let each: SyntaxNode | null = inner; each !== null; each = each.parent) {
    if (['Object', 'Property', 'Array'].includes(each.name)) holder ??= each
    if (each.name === 'Property') path.unshift(nameOf(state, each))
    else if (each.parent?.name === 'Array' && isValue(each)) path.unshift(`${indexIn(each.parent, each)}`)
  }
  if (inner.name === 'PropertyName')
    return { kind: 'key', path: path.slice(0, -1), object: holder?.parent ?? undefined }
  return holder?.name === 'Object' ? { kind: 'key', path, object: holder } : { kind: 'value', path, object: undefined }
}

function indexIn(array: SyntaxNode, value: SyntaxNode): number {
  return valuesIn(array).findIndex(({ from }) => from === value.from)
}

/** The name of a property, read as JSON has it. */
export function nameOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild('PropertyName')
  const text = name === null ? '""' : state.sliceDoc(name.from, name.to)
  try {
    return String(JSON.parse(text))
  } catch {
    return text.replaceAll('"', '')
  }
}

function valueIn(parent: SyntaxNode): SyntaxNode | null {
  for (let child = parent.firstChild; child !== null; child = child.nextSibling) if (isValue(child)) return child
  return null
}

function valuesIn(parent: SyntaxNode): SyntaxNode[] {
  const values: SyntaxNode[] = []
  for (let child = parent.firstChild; child !== null; child = child.nextSibling) if (isValue(child)) values.push(child)
  return values
}

const valueNames = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'])

function isValue({ name }: SyntaxNode): boolean {
  return valueNames.has(name)
}

function keysOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
