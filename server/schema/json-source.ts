import type { Node } from 'jsonc-parser'
import { jsonc } from '../base/jsonc.ts'
import { explainSyntax } from '../event/explain-syntax.ts'
import { keysOf } from '../event/json-pointer.ts'
import type { FilePlace, ReadText, SourceFormat } from './source-format.ts'

/** Schema files in JSON. */
export const jsonFormat: SourceFormat = { read, locate }

function read(text: string): ReadText {
  try {
    return { ok: true, content: JSON.parse(text) }
  } catch {
    const { message, hint, line = 1, column = 1 } = explainSyntax(text, 'The file')
    return { ok: false, message, ...(hint === undefined ? {} : { hint }), line, column }
  }
}

function locate(text: string): (pointer: string) => FilePlace {
  const root = jsonc().parseTree(text)
  return pointer => {
    const path = keysOf(pointer)
    for (let length = path.length; root && length >= 0; length--) {
      const node = nodeAt(root, path.slice(0, length))
      if (node) return placeAt(text, node.parent?.type === 'property' ? node.parent.offset : node.offset)
    }
    return { line: 1, column: 1 }
  }
}

function nodeAt(root: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root
  for (const key of path) {
    node = node && jsonc().findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key])
  }
  return node
}

function placeAt(text: string, offset: number): FilePlace {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
