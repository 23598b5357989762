import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import { partsOf } from '../event/patch.ts'
import { linesIn } from './events-in.ts'

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

/** An event in the text, as it was parsed, and where what was parsed begins. */
export interface EventNode {
  readonly node: Node
  readonly start: number
}

/** The events in the text, also where it is not whole yet. */
export function eventNodes(text: string): readonly EventNode[] {
  const lines = linesIn(text)
  if (lines !== undefined) return lines.flatMap(line => nodesOf(parseTree(line.text), line.offset))
  const root = parseTree(text)
  return root?.type === 'array' ? (root.children ?? []).flatMap(node => nodesOf(node, 0)) : nodesOf(root, 0)
}

/** The place that a pointer names in an event; as near as the text comes to it. */
export function placeOf({ node: root, start }: EventNode, pointer: string): Place {
  let node = root
  for (const part of partsOf(pointer)) {
    const next = findNodeAtLocation(node, [node.type === 'array' ? Number(part) : part])
    if (next === undefined) break
    node = next
  }
  const key = node === root || node.parent?.type !== 'property' ? undefined : node.parent.children?.[0]
  return { value: rangeOf(node, start), ...(key === undefined ? {} : { key: rangeOf(key, start) }) }
}

/** The text with another stream in place of each that its events name; everything else stays as it was typed. */
export function withStream(text: string, stream: string): string {
  const named = eventNodes(text).map(node => placeOf(node, '/meta/stream'))
  // From the end on, so that the places before stay what they are.
  return named.reduceRight((changed, { value: { from, to }, key }) => {
    const isStream = key !== undefined && text.slice(key.from, key.to) === '"stream"'
    return isStream ? changed.slice(0, from) + JSON.stringify(stream) + changed.slice(to) : changed
  }, text)
}

function nodesOf(node: Node | undefined, start: number): EventNode[] {
  return node === undefined ? [] : [{ node, start }]
}

function rangeOf({ offset, length }: Node, start: number): Range {
  return { from: start + offset, to: start + offset + length }
}
