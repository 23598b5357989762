import { nearest } from '../../base/nearest.ts'
import { pointerTo } from '../../event/json-pointer.ts'
import { isObject } from '../json-object.ts'
import { candidatesFor } from './candidates.ts'
import type { Fault } from './fault.ts'
import type { SchemaParts } from './schema-parts.ts'

/** A key that was meant to be another one. */
export interface Rename {
  /** The fault it explains: a missing key, or an unknown one. */
  readonly fault: Fault
  /** The fault that is the same mistake, seen from the other side. */
  readonly echo: Fault | undefined
  readonly from: string
  readonly to: string
  readonly wrong: string
  readonly right: string
}

/** Pairs missing keys with unknown ones, also where the schema is open and so refuses only the missing one. */
export function findRenames(faults: readonly Fault[], parts: SchemaParts): readonly Rename[] {
  const renames: Rename[] = []
  const taken = new Set<string>()
  const add = (fault: Fault, wrong: string, right: string) => {
    const from = pointerTo(fault.pointer, wrong)
    taken.add(from)
    const echo = faults.find(other => other !== fault && other.pointer === fault.pointer && isUnknown(other, wrong))
    renames.push({ fault, echo, from, to: pointerTo(fault.pointer, right), wrong, right })
  }

  for (const fault of faults) {
    if (fault.keyword !== 'required' || !isObject(fault.value)) continue
    const right = String(fault.params.missingProperty)
    const free = undeclaredKeys(fault, parts).filter(key => !taken.has(pointerTo(fault.pointer, key)))
    const wrong = free.find(key => isSlipOf(key, right)) ?? free.find(key => nearest(key, [right]) !== undefined)
    if (wrong !== undefined) add(fault, wrong, right)
  }
  for (const fault of faults) {
    const { additionalProperty: wrong } = fault.params
    if (fault.keyword !== 'additionalProperties' || typeof wrong !== 'string' || !isObject(fault.value)) continue
    if (taken.has(pointerTo(fault.pointer, wrong))) continue
    const value = fault.value
    const free = [...parts.declaredKeys(fault.pointer)].filter(key => !Object.hasOwn(value, key))
    const right = free.find(key => isSlipOf(wrong, key)) ?? nearest(wrong, free)
    if (right !== undefined) add(fault, wrong, right)
  }
  return renames
}

/** The names that a key may have been meant to have, where its own is refused by `propertyNames`. */
export function renamesOfName(fault: Fault, parts: SchemaParts): readonly Rename[] {
  const { propertyName: wrong, pointer } = fault
  if (wrong === undefined) return []
  const from = pointerTo(pointer, wrong)
  return candidatesFor({ ...fault, value: wrong }, parts, wrong).flatMap(({ value: right }) =>
    typeof right === 'string' ? [{ fault, echo: undefined, from, to: pointerTo(pointer, right), wrong, right }] : [],
  )
}

/** What happened to the word, in two or three words. */
export function slipBetween(wrong: string, right: string): string {
  if (wrong.toLowerCase() === right.toLowerCase()) return 'Another case'
  if (bare(wrong) === bare(right)) return 'Written differently'
  if (isSwapOf(wrong, right)) return 'One letter swapped'
  if (wrong.length === right.length && differing(wrong, right) === 1) return 'One letter differs'
  if (wrong.length === right.length + 1) return 'One letter too many'
  if (wrong.length + 1 === right.length) return 'One letter missing'
  return 'Nearest key'
}

function isUnknown({ keyword, params }: Fault, key: string): boolean {
  return keyword === 'additionalProperties' && params.additionalProperty === key
}

function undeclaredKeys({ value, pointer }: Fault, parts: SchemaParts): readonly string[] {
  return Object.keys(value as object).filter(key => !parts.declares(pointer, key))
}

/** `pageId` for `page_id`, `mtea` for `meta`: nearer than the count of changed letters says. */
function isSlipOf(wrong: string, right: string): boolean {
  return bare(wrong) === bare(right) || isSwapOf(wrong, right)
}

function bare(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

/** Whether two neighbouring letters changed places, and nothing else. */
function isSwapOf(wrong: string, right: string): boolean {
  if (wrong.length !== right.length || differing(wrong, right) !== 2) return false
  const at = [...wrong].findIndex((letter, index) => letter !== right[index])
  return wrong[at] === right[at + 1] && wrong[at + 1] === right[at]
}

function differing(a: string, b: string): number {
  return [...a].filter((letter, at) => letter !== b[at]).length
}
