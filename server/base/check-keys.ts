import { SandboxError } from './errors.ts'
import { nearest } from './nearest.ts'

/** Makes sure that an object that was sent has no other keys. @throws SandboxError bad_request, with the nearest one. */
export function checkKeys(body: object, keys: readonly string[], what: string): void {
  for (const key of Object.keys(body)) {
    if (keys.includes(key)) continue
    const meant = nearest(key, keys)
    const hint = meant ? `Did you mean ${meant}?` : `It has ${keys.join(', ')}.`
    throw new SandboxError('bad_request', `${what} has no ${key}.`, { hint })
  }
}
