import { patched } from '../../event/patch.ts'
import type { PatchOperation } from '../../event/problem.ts'
import { type Fault, isWithin } from './fault.ts'
import type { Rename } from './renames.ts'

/** Tries corrections on copies of an event: what is offered has been seen to work. */
export interface Proofs {
  /** Whether this value at the place of the fault leaves nothing wrong there, and nothing new wrong elsewhere. */
  replaces(fault: Fault, value: unknown): readonly PatchOperation[] | undefined
  /** Whether the renamed key is what was missing; what is wrong inside it is another matter. */
  renames(rename: Rename): readonly PatchOperation[] | undefined
}

/** Nothing is tried, so nothing is offered. */
export const noProofs: Proofs = { replaces: () => undefined, renames: () => undefined }

/** Tries corrections of one refused event; `faults` is what `judge` said of it. */
export function createProofs(refused: {
  readonly event: object
  readonly faults: readonly Fault[]
  readonly judge: (event: object) => readonly Fault[]
}): Proofs {
  const before = new Set(refused.faults.map(identity))
  const isNew = (fault: Fault) => !before.has(identity(fault))

  return {
    replaces({ pointer }, value) {
      const patch: readonly PatchOperation[] = [{ op: 'replace', path: pointer, value }]
      const after = refused.judge(patched(refused.event, patch))
      const isProved = !after.some(fault => isWithin(fault.pointer, pointer) || isNew(fault))
      return isProved ? patch : undefined
    },
    renames({ from, to, fault, echo }) {
      const patch: readonly PatchOperation[] = [{ op: 'move', from, path: to }]
      const after = refused.judge(patched(refused.event, patch))
      const gone = new Set([fault, echo].flatMap(one => (one ? [identity(one)] : [])))
      const isProved = !after.some(one => {
        if (gone.has(identity(one)) || one.pointer === to) return true
        return !isWithin(one.pointer, to) && isNew(one)
      })
      return isProved ? patch : undefined
    },
  }
}

function identity({ keyword, pointer, rule, propertyName, params }: Fault): string {
  const { missingProperty, additionalProperty } = params
  return JSON.stringify([keyword, pointer, rule, propertyName, missingProperty, additionalProperty])
}
