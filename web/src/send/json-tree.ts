import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'

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

function valuesIn(parent: SyntaxNode): SyntaxNode[] {
  const values: SyntaxNode[] = []
  for (let child = parent.firstChild; child !== null; child = child.nextSibling) if (isValue(child)) values.push(child)
  return values
}

const valueNames = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'])

function isValue({ name }: SyntaxNode): boolean {
  return valueNames.has(name)
}
