import type { ValidateFunction } from 'ajv'
import { parentOf } from '../../event/json-pointer.ts'
import type { PatchOperation, Problem } from '../../event/problem.ts'
import { placesOf, type TextPlace } from '../../event/text-places.ts'
import type { Dereferenced } from '../dereference.ts'
import type { Judged } from '../judged.ts'
import { compileSchema, type Draft } from '../validator.ts'
import { candidatesFor } from './candidates.ts'
import { closestFaults } from './closest.ts'
import { renameCorrection, replaceCorrection } from './corrections.ts'
import { type Fault, faultsOf, problemPointer } from './fault.ts'
import { createProofs, noProofs, type Proofs } from './proofs.ts'
import { findRenames, type Rename, renamesOfName } from './renames.ts'
import { rulePlace } from './rule-place.ts'
import { createSchemaParts, type SchemaParts } from './schema-parts.ts'
import { type Sentence, sentenceFor } from './sentences.ts'
import { code, counted, named } from './words.ts'

/** Problems beyond this many are counted, not listed. */
const most = 20
/** Faults beyond this many are not compared with each other: a list of a million wrong items must not take minutes. */
const mostCompared = 300
/** Of a longer text no corrections are tried: each takes a copy of the whole event. */
const longestTried = 500_000

/**
 * Says why an event is refused. The validator that finds every fault is compiled at the first refusal; until then an
 * explanation costs nothing.
 */
export function createExplain(schema: { dereferenced: Dereferenced; judged: Judged; draft: Draft }) {
  const parts = createSchemaParts(schema.dereferenced.document)
  let validate: ValidateFunction | undefined

  return (event: object, text: string): readonly Problem[] => {
    validate ??= compileSchema(schema.judged, schema.draft, 'all')
    const validateAll = validate
    const judge = (copy: object) => {
      const errors = validateAll(copy) ? [] : (validateAll.errors ?? [])
      return {
        faults: closestFaults(faultsOf(errors.slice(0, mostCompared))),
        left: Math.max(0, errors.length - mostCompared),
      }
    }
    // On a copy: the validator writes the schema's defaults into what it judges.
    const { faults, left } = judge(structuredClone(event))
    const isTried = text.length <= longestTried
    const proofs = isTried ? createProofs({ event, faults, judge: copy => judge(copy).faults }) : noProofs
    const mistakes = inOrder(mistakesIn(faults, parts, proofs), text)
    const problems = mistakes.slice(0, most).map(mistake => ({
      ...(mistake.slip ? slipProblem(mistake.fault, mistake.slip) : faultProblem(mistake, { parts, proofs, text })),
      ...(mistake.place ? { line: mistake.place.line } : {}),
      schema: rulePlace(mistake.fault, schema.dereferenced),
    }))
    const unlisted = mistakes.length + left - problems.length
    return unlisted > 0 ? [...problems, remainder(unlisted)] : problems
  }
}

/** One thing that somebody did wrong: a fault, or two faults that are the same slip of a key. */
interface Mistake {
  readonly fault: Fault
  readonly slip: Slip | undefined
}

interface Slip {
  readonly rename: Rename
  readonly patch: readonly PatchOperation[]
}

function mistakesIn(faults: readonly Fault[], parts: SchemaParts, proofs: Proofs): readonly Mistake[] {
  const slips = new Map<Fault, Slip>()
  const echoes = new Set<Fault>()
  for (const rename of findRenames(faults, parts)) {
    const patch = proofs.renames(rename)
    if (patch === undefined) continue
    slips.set(rename.fault, { rename, patch })
    if (rename.echo) echoes.add(rename.echo)
  }
  return faults.filter(fault => !echoes.has(fault)).map(fault => ({ fault, slip: slips.get(fault) }))
}

type Placed = Mistake & { readonly place: TextPlace | undefined }

/** From top to bottom of the text. What the gate filled in stands in no text: it comes where its parent stands. */
function inOrder(mistakes: readonly Mistake[], text: string): readonly Placed[] {
  const pointers = mistakes.map(({ fault, slip }) => slip?.rename.from ?? problemPointer(fault))
  const places = placesOf(text, pointers.flatMap(withAncestors))
  const placed = mistakes.map((mistake, at) => ({ ...mistake, place: nearestPlace(pointers[at] ?? '', places) }))
  return placed.sort((a, b) => (a.place?.start ?? 0) - (b.place?.start ?? 0))
}

function withAncestors(pointer: string): readonly string[] {
  const above = parentOf(pointer)
  return above === undefined ? [pointer] : [pointer, ...withAncestors(above.parent)]
}

function nearestPlace(pointer: string, places: ReadonlyMap<string, TextPlace>): TextPlace | undefined {
  return withAncestors(pointer).flatMap(one => places.get(one) ?? [])[0]
}

function slipProblem(fault: Fault, { rename, patch }: Slip): Problem {
  const isUnknown = `${named(rename.from)} is not a known key.`
  const message = fault.keyword === 'required' ? `${named(rename.to)} is missing, and ${isUnknown}` : isUnknown
  const hint = `Rename ${code(rename.wrong)} to ${code(rename.right)}.`
  return { ...problemStart(fault), message, hint, fix: renameCorrection(rename, patch) }
}

function faultProblem(
  { fault, place }: Placed,
  { parts, proofs, text }: { parts: SchemaParts; proofs: Proofs; text: string },
): Problem {
  const sentence = sentenceFor(fault, parts)
  if (fault.propertyName !== undefined) return nameProblem(fault, sentence, { parts, proofs })
  const raw = place ? text.slice(place.start, place.end) : JSON.stringify(fault.value)
  for (const candidate of candidatesFor(fault, parts, raw)) {
    const patch = proofs.replaces(fault, candidate.value)
    if (patch === undefined) continue
    const fix = replaceCorrection(candidate, raw, fault.value, patch)
    return { ...problemStart(fault), ...sentence, hint: candidate.hint, fix }
  }
  return { ...problemStart(fault), ...sentence }
}

/** The name of a key is refused, not its value. */
function nameProblem(
  fault: Fault,
  sentence: Sentence,
  { parts, proofs }: { parts: SchemaParts; proofs: Proofs },
): Problem {
  for (const rename of renamesOfName(fault, parts)) {
    const patch = proofs.renames(rename)
    if (patch === undefined) continue
    const hint = `Rename ${code(rename.wrong)} to ${code(rename.right)}.`
    return { ...problemStart(fault), ...sentence, hint, fix: renameCorrection(rename, patch) }
  }
  return { ...problemStart(fault), ...sentence, hint: 'Rename the key.' }
}

const problemStart = (fault: Fault) => ({ pointer: problemPointer(fault), keyword: fault.keyword })

function remainder(count: number): Problem {
  const message = `${counted(count, 'more problem')} ${count === 1 ? 'is' : 'are'} not listed.`
  return { pointer: '', keyword: 'more', message, hint: 'Correct these first.' }
}
