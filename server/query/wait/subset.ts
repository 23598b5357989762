import { SandboxError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import { isEvent } from '../../event/event.ts'
import { dotted, keysOf, parentOf, pointerTo } from '../../event/json-pointer.ts'
import { isOperators, type Operator, readOperators } from './operators.ts'
import { shown } from './shown.ts'

/** What a pattern wants and a value does not have. */
export interface Miss {
  /** RFC 6901: the value that is looked at. */
  readonly pointer: string
  readonly wanted: unknown
  /** Absent where the value has nothing there. */
  readonly found?: unknown
  readonly message: string
}

/** One of the values at a path, as `valuesAt` gives them, is this one as a text: `42` is the number and the text. */
export interface Equality {
  readonly path: readonly string[]
  readonly text: string
}

/**
 * A JSON value as a pattern: an object asks for its keys, whatever else there is; a list for its items, in any order; a
 * scalar for itself; `{"$gt": 1}` and the like for what they say.
 */
export interface Subset {
  /** How many values it asks for. */
  readonly size: number
  /** The single values among them, those in lists aside. */
  readonly equalities: readonly Equality[]
  /** undefined is a value that is not there. */
  holds(value: unknown): boolean
  misses(value: unknown): readonly Miss[]
}

const deepest = 100

/** Compiles a pattern; a key at its root is a field, also where it begins with `$`. @throws SandboxError bad_request */
export function compileSubset(pattern: unknown): Subset {
  const part = isEvent(pattern) ? objectPart(pattern, '') : partOf(pattern, '')
  return {
    size: part.size,
    equalities: isEvent(pattern) ? equalitiesIn(pattern, []) : [],
    holds: part.holds,
    misses(value) {
      const found: Miss[] = []
      part.miss(value, found, undefined)
      return found
    },
  }
}

function equalitiesIn(pattern: Record<string, unknown>, above: readonly string[]): Equality[] {
  return Object.entries(pattern).flatMap(([key, inner]) => {
    const path = [...above, key]
    if (Array.isArray(inner)) return []
    if (!isEvent(inner)) return [{ path, text: String(inner) }]
    return isOperators(inner, pointerTo('', key)) ? [] : equalitiesIn(inner, path)
  })
}

/** `siblings`: the keys beside a value that is not there. */
interface Part {
  readonly size: number
  holds(value: unknown): boolean
  miss(value: unknown, found: Miss[], siblings: readonly string[] | undefined): void
}

function partOf(pattern: unknown, at: string): Part {
  if (keysOf(at).length > deepest) throw new SandboxError('bad_request', `match nests more than ${deepest} deep.`)
  if (Array.isArray(pattern)) return listPart(pattern, at)
  if (!isEvent(pattern)) return valuePart(pattern, at, value => value === pattern, shown(pattern))
  if (isOperators(pattern, at)) return operatorsPart(readOperators(pattern, at), pattern, at)
  return objectPart(pattern, at)
}

function objectPart(pattern: Record<string, unknown>, at: string): Part {
  const fields = Object.entries(pattern).map(([key, inner]) => ({ key, part: partOf(inner, pointerTo(at, key)) }))
  const fieldOf = (value: Record<string, unknown>, key: string) => (Object.hasOwn(value, key) ? value[key] : undefined)
  return {
    size: Math.max(
      1,
      fields.reduce((sum, { part }) => sum + part.size, 0),
    ),
    holds: value => isEvent(value) && fields.every(({ key, part }) => part.holds(fieldOf(value, key))),
    miss(value, found, siblings) {
      if (!isEvent(value)) found.push(missAt(at, pattern, value, 'an object', siblings))
      else for (const { key, part } of fields) part.miss(fieldOf(value, key), found, Object.keys(value))
    },
  }
}

function listPart(pattern: readonly unknown[], at: string): Part {
  const items = pattern.map(inner => ({ inner, part: partOf(inner, `${at}/-`) }))
  const has = (value: readonly unknown[], part: Part) => value.some(item => part.holds(item))
  return {
    size: Math.max(1, items.length),
    holds: value => Array.isArray(value) && items.every(({ part }) => has(value, part)),
    miss(value, found, siblings) {
      if (!Array.isArray(value)) {
        found.push(missAt(at, pattern, value, 'a list', siblings))
        return
      }
      for (const { inner, part } of items) {
        if (has(value, part)) continue
        const message = `${name(at)} has no item like ${shown(inner)}; it is ${shown(value)}.`
        found.push({ pointer: at, wanted: inner, found: value, message })
      }
    },
  }
}

function operatorsPart(operators: readonly Operator[], pattern: unknown, at: string): Part {
  const holds = (value: unknown) => operators.every(operator => operator.holds(value))
  return valuePart(pattern, at, holds, operators.map(({ words }) => words).join(' and '))
}

function valuePart(wanted: unknown, at: string, holds: (value: unknown) => boolean, words: string): Part {
  return {
    size: 1,
    holds,
    miss(value, found, siblings) {
      if (!holds(value)) found.push(missAt(at, wanted, value, words, siblings))
    },
  }
}

function missAt(at: string, wanted: unknown, value: unknown, words: string, siblings?: readonly string[]): Miss {
  if (value !== undefined) {
    return { pointer: at, wanted, found: value, message: `${name(at)} is ${shown(value)}, not ${words}.` }
  }
  const { parent, key } = parentOf(at) ?? { parent: '', key: '' }
  const meant = siblings && nearest(key, siblings)
  const hint = meant ? ` There is ${name(pointerTo(parent, meant))}.` : ''
  return { pointer: at, wanted, message: `${name(at)} is missing; wanted is ${words}.${hint}` }
}

function name(at: string): string {
  return at === '' ? 'The event' : dotted(at)
}
