import type { LineCounter, Node, Pair } from 'yaml'
import { messageOf } from '../base/errors.ts'
import { yaml } from '../base/yaml.ts'
import { keysOf } from '../event/json-pointer.ts'
import { readYaml } from './js-yaml.ts'
import { readPlainYaml } from './plain-yaml/read-plain-yaml.ts'
import { notPlain } from './plain-yaml/scalars.ts'
import type { FilePlace, ReadText, SourceFormat } from './source-format.ts'
import { yamlFault } from './yaml-fault.ts'

/**
 * Schema files in YAML with merge keys (`<<`), as js-yaml 3 reads them for jsonschema-tools; dates stay strings. Most are
 * plain enough to be read without it. What it refuses is read once more by `yaml`, whose errors have places; that one is
 * five times as slow.
 */
export const yamlFormat: SourceFormat = { read, locate }

const options = { merge: true, prettyErrors: false, logLevel: 'error' } as const

function read(text: string, blocks?: Map<string, unknown>): ReadText {
  const plain = readPlainYaml(text, readYaml, blocks)
  if (plain !== notPlain) return { ok: true, content: plain }
  // js-yaml 3 takes a tab as the start of something else, and silently reads another structure.
  if (/^ *\t/m.test(text)) return readWithPlaces(text)
  try {
    return { ok: true, content: readYaml(text) }
  } catch {
    return readWithPlaces(text)
  }
}

function readWithPlaces(text: string): ReadText {
  const lines = new (yaml().LineCounter)()
  try {
    const document = yaml().parseDocument(text, { ...options, lineCounter: lines })
    const [error] = document.errors
    if (error === undefined) return { ok: true, content: document.toJS() }
    return { ok: false, ...yamlFault(error, text, placeIn(lines, error.pos[0])) }
  } catch (failure) {
    // An alias without its anchor, a list of aliases that would grow without end, nesting beyond the stack.
    const message = messageOf(failure)
    const alias = /^Unresolved alias.*: (\S+)$/.exec(message)?.[1]
    const place = placeIn(lines, alias === undefined ? 0 : text.indexOf(`*${alias}`))
    if (alias === undefined) return { ok: false, message: `The YAML cannot be read: ${message}.`, ...place }
    const hint = `Put it in quotes, or write \`&${alias}\` at the value that is meant, further up.`
    return { ok: false, message: `\`*${alias}\` names nothing.`, hint, ...place }
  }
}

function locate(text: string): (pointer: string) => FilePlace {
  const lines = new (yaml().LineCounter)()
  const document = yaml().parseDocument(text, { ...options, lineCounter: lines })
  return pointer => {
    let node: unknown = document.contents
    let offset = startOf(node)
    for (const key of keysOf(pointer)) {
      while (yaml().isAlias(node)) node = node.resolve(document)
      const next: unknown = yaml().isMap(node)
        ? pairOf(node.items, key)
        : yaml().isSeq(node)
          ? node.items[Number(key)]
          : undefined
      if (next === undefined) break
      offset = startOf(yaml().isPair(next) ? next.key : next) ?? offset
      node = yaml().isPair(next) ? next.value : next
    }
    return placeIn(lines, offset ?? 0)
  }
}

function placeIn(lines: LineCounter, offset: number): FilePlace {
  const { line, col } = lines.linePos(Math.max(0, offset))
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function pairOf(items: readonly Pair[], key: string): Pair | undefined {
  return items.find(({ key: name }) => yaml().isScalar(name) && String(name.value) === key)
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}
