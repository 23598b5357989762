import { keysOf, pointerTo } from '../../../../server/event/json-pointer.ts'
import { aboutOf, type Node, nodeOf, typeOf } from '../../schemas/field-list.ts'

/** What a schema says of the value at a place of an event. */
export interface FieldFacts {
  /** Inside the schema: `/properties/page/properties/page_id`. */
  readonly pointer: string
  readonly type: string
  readonly isRequired: boolean
  readonly about: string
  /** `0 to 9007199254740991`, `at most 255 characters`; empty where nothing bounds it. */
  readonly bounds: string
}

/** The field that judges the value at `pointer`; undefined where the schema names none. */
export function fieldAt(schema: Node, pointer: string): FieldFacts | undefined {
  let node = schema
  let at = ''
  let isRequired = false
  for (const key of keysOf(pointer)) {
    const step = stepInto(node, key)
    if (step === undefined) return undefined
    isRequired = Array.isArray(node.required) && node.required.includes(key)
    node = step.node
    at += step.pointer
  }
  return { pointer: at, type: typeOf(node), isRequired, about: aboutOf(node), bounds: boundsOf(node) }
}

/** The line of a block of YAML at which a field stands; undefined where it is written another way. */
export function lineOf(text: string, pointer: string): number | undefined {
  const lines = text.split('\n')
  let line = -1
  for (const key of keysOf(pointer)) {
    const inside = keysInside(lines, line)
    const [first] = inside
    const next = inside.find(
      each => keyIn(lines[each] ?? '') === key && indentAt(lines, each) === indentAt(lines, first),
    )
    if (next === undefined) return undefined
    line = next
  }
  return line + 1
}

function stepInto(node: Node, key: string): { node: Node; pointer: string } | undefined {
  const properties = nodeOf(node.properties)
  const own = properties !== undefined && Object.hasOwn(properties, key) ? nodeOf(properties[key]) : undefined
  if (own !== undefined) return { node: own, pointer: pointerTo('/properties', key) }
  const inner = node.type === 'array' ? 'items' : 'additionalProperties'
  const child = nodeOf(node[inner])
  return child === undefined ? undefined : { node: child, pointer: `/${inner}` }
}

function boundsOf(node: Node): string {
  const number = (key: string) => (typeof node[key] === 'number' ? `${node[key]}` : undefined)
  return [
    between(number('minimum'), number('maximum'), ''),
    between(number('minLength'), number('maxLength'), ' characters'),
    between(number('minItems'), number('maxItems'), ' elements'),
    typeof node.pattern === 'string' ? `matches ${node.pattern}` : '',
  ]
    .filter(part => part !== '')
    .join(', ')
}

function between(least: string | undefined, most: string | undefined, unit: string): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}`
  if (least !== undefined) return `at least ${least}${unit}`
  return most === undefined ? '' : `at most ${most}${unit}`
}

/** The lines with keys below the key of a line, of all levels; from -1 on those of the whole text. */
function keysInside(lines: readonly string[], line: number): readonly number[] {
  const inside: number[] = []
  const outer = line === -1 ? -1 : indentAt(lines, line)
  for (let at = line + 1; at < lines.length; at += 1) {
    if (keyIn(lines[at] ?? '') === undefined) continue
    if (indentAt(lines, at) <= outer) break
    inside.push(at)
  }
  return inside
}

function keyIn(line: string): string | undefined {
  return /^\s*(?:"([^"]*)"|'([^']*)'|([^\s#][^:]*?)):(?:\s|$)/.exec(line)?.slice(1).find(Boolean)
}

function indentAt(lines: readonly string[], at: number | undefined): number {
  const line = lines[at ?? -1] ?? ''
  return line.length - line.trimStart().length
}
