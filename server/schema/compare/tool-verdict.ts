import { messageOf } from '../../base/errors.ts'
import { isSameJson } from '../same-json.ts'

/** What jsonschema-tools says of two versions. */
export type ToolVerdict = { readonly compatible: true } | { readonly compatible: false; readonly message: string }

/** `1.3.0` is what npm has; `1.2.0` is the code on GitHub, where `maxLength` may not change. */
export type ToolVersion = '1.3.0' | '1.2.0'

/**
 * The verdict of jsonschema-tools, with its mistakes: what is new always passes, what was there must stay as it is, and
 * a property named `description` counts as a description. Where it crashes the versions are incompatible.
 */
export function toolVerdict(old: unknown, next: unknown, version: ToolVersion = '1.3.0'): ToolVerdict {
  // Once without saying where: few versions are refused, and all those paths take longer than the comparison.
  if (isCompatible(next, old, mayChange[version])) return { compatible: true }
  try {
    assertCompatible(next, old, '', mayChange[version])
    return { compatible: true }
  } catch (failure) {
    return {
      compatible: false,
      message: failure instanceof TypeError ? `TypeError: ${failure.message}` : messageOf(failure),
    }
  }
}

function isCompatible(next: unknown, old: unknown, free: Free): boolean {
  try {
    assertCompatible(next, old, undefined, free)
    return true
  } catch {
    return false
  }
}

/** What may change, and what was found to be compatible with itself: versions share most of their parts. */
interface Free {
  readonly keys: readonly string[]
  readonly same: WeakSet<object>
}

const mayChange: Readonly<Record<ToolVersion, Free>> = {
  '1.3.0': { keys: ['$id', 'description', 'examples', 'maxLength'], same: new WeakSet() },
  '1.2.0': { keys: ['$id', 'description', 'examples'], same: new WeakSet() },
}

// biome-ignore-start lint/suspicious/noExplicitAny: it reads schemas as if they had any form, as the tool does
function assertCompatible(next: any, old: any, path: string | undefined, free: Free): void {
  if (typeof next !== typeof old || Array.isArray(next) !== Array.isArray(old))
    throw new Error(`Error at path: ${path}`)
  if (typeof old !== 'object') {
    if (next !== old) throw new Error(`Error at path: ${path}`)
    return
  }
  if (next === old && old && free.same.has(old)) return
  for (const key of Object.keys(old)) {
    if (free.keys.includes(key)) continue
    const at = path === undefined ? undefined : `${path}.${key}`
    if (key === 'required') assertRequired(next.required, old.required, at)
    else if (key === 'enum') assertEnum(next.enum, old.enum, path)
    else if (key in next) assertCompatible(next[key], old[key], at, free)
    else throw new Error(`Error at path: ${at}`)
  }
  if (next === old) free.same.add(old)
}

function assertRequired(next: any, old: any, path: string | undefined): void {
  if (old && !next) throw new Error(`Removed list of required properties at: ${path}`)
  if (isSameJson(sorted(next), sorted(old))) return
  throw new Error(`Requiredness of properties cannot be modified at: ${path}`)
}

/** On a copy: a property named `required` is no list, and makes the tool fail here. */
function sorted(names: any): any {
  if (typeof names.sort !== 'function') throw new TypeError('newRequired.sort is not a function')
  return [...names].sort()
}

function assertEnum(next: any, old: any, path: string | undefined): void {
  if (old && !next) throw new Error(`Removed enum at: ${path}`)
  if (typeof old.every !== 'function') throw new TypeError('oldEnum.every is not a function')
  // Of two files no object is the same one.
  if (!old.every((value: unknown) => next.includes(value) && (typeof value !== 'object' || value === null)))
    throw new Error(`New enum is not superset of old enum at: ${path}`)
}
// biome-ignore-end lint/suspicious/noExplicitAny: see above
