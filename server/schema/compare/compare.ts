import { nearestPointer, pointerTo } from '../../event/json-pointer.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { saysTheSame } from './facts.ts'
import { hiveChanges } from './hive-changes.ts'
import { type Narrowing, narrowings } from './narrowing.ts'
import { createProof } from './proof.ts'
import { type ToolVersion, toolVerdict } from './tool-verdict.ts'
import { witnessFor } from './witness.ts'
import { wordsFor } from './wording.ts'

/** The questions a new version is asked: may readers of it read old events, may readers of the old one read new events, may one table hold both. */
export type CompatibilityMode = 'BACKWARD' | 'FORWARD' | 'HIVE'

/** Whether a new version holds what each mode promises. */
export type Verdicts = Readonly<Record<CompatibilityMode | 'FULL' | 'jsonschema-tools', boolean>>

/** One difference between two versions. */
export interface SchemaChange {
  /** As Confluent and Karapace name it, where they do. */
  readonly class: string
  /** Where the rule stands in the new schema; of what is gone, the nearest thing around it. */
  readonly pointer: string
  /** Where it stands in the old schema, or the nearest thing around it. */
  readonly oldPointer: string
  readonly message: string
  readonly breaks: readonly CompatibilityMode[]
  /** A document that shows it; Ajv has been asked. Absent where none was found. */
  readonly witness?: Witness
}

/** A document that is valid under one of two schemas and refused by the other. */
export interface Witness {
  readonly validUnder: 'old' | 'new'
  readonly document: unknown
}

/** What became of one version in another. */
export interface Comparison {
  readonly verdicts: Verdicts
  readonly changes: readonly SchemaChange[]
}

/** Compares two materialized schemas. */
export function compareSchemas(
  old: JsonObject,
  next: JsonObject,
  options: { readonly tool?: ToolVersion; readonly witnesses?: boolean } = {},
): Comparison {
  const tool = toolVerdict(old, next, options.tool).compatible
  const [oldProof, nextProof] = [createProof(old), createProof(next)]
  const isShown = (index: number) => (options.witnesses ?? true) && index < mostWitnesses
  const backward = narrowings(old, next).map((found, index) => {
    if (!isShown(index)) return changeOf(found, 'backward', { old, next }, null)
    return changeOf(found, 'backward', { old, next }, proven(found, old, next, oldProof, nextProof))
  })
  const forward = narrowings(next, old).map((found, index) => {
    if (!isShown(index)) return changeOf(found, 'forward', { old, next }, null)
    return changeOf(found, 'forward', { old, next }, proven(found, next, old, nextProof, oldProof))
  })
  const hive = hiveChanges(old, next).map(({ pointer, ...change }) => ({
    ...change,
    pointer: nearestPointer(next, pointer),
    oldPointer: nearestPointer(old, pointer),
    breaks: ['HIVE'] as const,
  }))
  const breaking = distinct([...backward, ...forward, ...hive])
  const verdicts = {
    BACKWARD: backward.length === 0,
    FORWARD: forward.length === 0,
    FULL: backward.length === 0 && forward.length === 0,
    HIVE: hive.length === 0,
    'jsonschema-tools': tool,
  }
  return { verdicts, changes: [...breaking, ...harmless(old, next, '', '')] }
}

/** Two schemas that have nothing in common differ in a hundred places; nobody reads as many witnesses. */
const mostWitnesses = 20

type Proof = ReturnType<typeof createProof>

function proven(found: Narrowing, a: JsonObject, b: JsonObject, validUnderA: Proof, validUnderB: Proof): unknown {
  const document = witnessFor(a, b, found)
  if (document === undefined) return undefined
  return validUnderA(document) === true && validUnderB(document) === false ? document : undefined
}

/** `document` is undefined where none was found, null where none was looked for. */
function changeOf(
  found: Narrowing,
  direction: 'backward' | 'forward',
  { old, next }: { old: JsonObject; next: JsonObject },
  document: unknown,
): SchemaChange {
  const { spot, keyword, name } = found
  const isBackward = direction === 'backward'
  const [oldAt, nextAt] = isBackward ? [spot.aAt, spot.bAt] : [spot.bAt, spot.aAt]
  const rule = (at: string) =>
    keyword === 'additionalProperties' && name !== undefined
      ? pointerTo(`${at}/properties`, name)
      : pointerTo(at, keyword)
  const { message, class: className } = wordsFor(found, direction)
  const unproven = document === undefined ? ' No event that shows it was found.' : ''
  return {
    class: className,
    pointer: nearestPointer(next, rule(nextAt)),
    oldPointer: nearestPointer(old, rule(oldAt)),
    message: `${message}${unproven}`,
    breaks: [isBackward ? 'BACKWARD' : 'FORWARD'],
    ...(document === undefined || document === null
      ? {}
      : { witness: { validUnder: isBackward ? 'old' : 'new', document } }),
  }
}

/** Properties that came or went without breaking anything; the closed world does not count them. */
function* harmless(old: unknown, next: unknown, at: string, oldAt: string): Generator<SchemaChange> {
  if (!isObject(old) || !isObject(next) || saysTheSame(old, next)) return
  const [was, is] = [old.properties, next.properties].map(value => (isObject(value) ? value : {}))
  if (was === undefined || is === undefined) return
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const pointer = pointerTo(`${at}/properties`, name)
    const oldPointer = pointerTo(`${oldAt}/properties`, name)
    if (!Object.hasOwn(was, name))
      yield {
        class: 'property_added_to_open_content_model',
        pointer,
        oldPointer: oldAt,
        message: `\`${name}\` was added.`,
        breaks: [],
      }
    else if (!Object.hasOwn(is, name))
      yield {
        class: 'property_removed_from_open_content_model',
        pointer: at,
        oldPointer,
        message: `\`${name}\` was removed.`,
        breaks: [],
      }
    else yield* harmless(was[name], is[name], pointer, oldPointer)
  }
  yield* harmless(old.items, next.items, `${at}/items`, `${oldAt}/items`)
}

function distinct(changes: readonly SchemaChange[]): readonly SchemaChange[] {
  const seen = new Set<string>()
  return changes.filter(({ pointer, message, breaks }) => {
    const key = JSON.stringify([pointer, message, breaks])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
