import { valuesAt } from '../language/field.ts'
import type { Candidate } from './candidate.ts'
import type { Equality } from './subset.ts'
import type { Waiter } from './waiter.ts'

/**
 * Those who wait, found by what they wait for: each stands at one value that its match asks for, so that an event costs
 * those nothing who wait for another one.
 */
export interface WaiterIndex {
  readonly size: number
  all(): Iterable<Waiter>
  add(waiter: Waiter): void
  delete(waiter: Waiter): void
  /** Everyone whom a candidate may answer, each once. */
  of(candidate: Candidate): readonly Waiter[]
}

/** Those who name the same stream, or none. */
interface Shelf {
  /** Who asks for no value in particular. */
  readonly any: Set<Waiter>
  readonly fields: Map<string, Field>
}

interface Field {
  readonly path: readonly string[]
  readonly byText: Map<string, Set<Waiter>>
}

/** An index of nobody yet. */
export function createWaiterIndex(): WaiterIndex {
  const shelves = new Map<string | undefined, Shelf>()
  /** How each is taken away again. */
  const removals = new Map<Waiter, () => void>()

  return {
    get size() {
      return removals.size
    },
    all: () => removals.keys(),
    add(waiter) {
      const { stream, equalities } = waiter.match
      const shelf = shelves.get(stream) ?? { any: new Set(), fields: new Map() }
      shelves.set(stream, shelf)
      const remove = put(shelf, waiter, rarest(shelf, equalities))
      removals.set(waiter, () => {
        remove()
        if (shelf.any.size === 0 && shelf.fields.size === 0) shelves.delete(stream)
      })
    },
    delete(waiter) {
      removals.get(waiter)?.()
      removals.delete(waiter)
    },
    of(candidate) {
      const found: Waiter[] = []
      const { stream } = candidate
      for (const name of stream === null ? [undefined] : [stream, undefined]) {
        const shelf = shelves.get(name)
        if (shelf) find(shelf, candidate, found)
      }
      return found
    },
  }
}

// What many ask for, such as their schema, tells them apart least. Of equals one by a field that is looked at anyway.
function rarest({ fields }: Shelf, equalities: readonly Equality[]): Equality | undefined {
  let best: { readonly equality: Equality; readonly cost: number } | undefined
  for (const equality of equalities) {
    const field = fields.get(nameOf(equality.path))
    const cost = 2 * (field?.byText.get(equality.text)?.size ?? 0) + (field ? 0 : 1)
    if (best === undefined || cost < best.cost) best = { equality, cost }
  }
  return best?.equality
}

/** Puts it on a shelf and gives the way to take it away. */
function put({ any, fields }: Shelf, waiter: Waiter, at: Equality | undefined): () => void {
  if (at === undefined) {
    any.add(waiter)
    return () => any.delete(waiter)
  }
  const { path, text } = at
  const name = nameOf(path)
  const field = fields.get(name) ?? { path, byText: new Map<string, Set<Waiter>>() }
  const waiters = field.byText.get(text) ?? new Set<Waiter>()
  fields.set(name, field)
  field.byText.set(text, waiters.add(waiter))
  return () => {
    waiters.delete(waiter)
    if (waiters.size > 0) return
    field.byText.delete(text)
    if (field.byText.size === 0) fields.delete(name)
  }
}

function find({ any, fields }: Shelf, candidate: Candidate, found: Waiter[]): void {
  found.push(...any)
  for (const { path, byText } of fields.values()) {
    const values = valuesAt(candidate.event(), path)
    // A list may have the same value twice.
    const texts = values.length > 1 ? new Set(values.map(textOf)) : values.map(textOf)
    for (const text of texts) {
      const waiters = text === undefined ? undefined : byText.get(text)
      if (waiters) found.push(...waiters)
    }
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? undefined : String(value)
}

function nameOf(path: readonly string[]): string {
  return JSON.stringify(path)
}
