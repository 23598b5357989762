import type { IncomingMessage } from 'node:http'
import type { Gate } from '../../intake/gate.ts'
import type { IntakeDoor } from '../eventgate/intake-door.ts'
import type { Scope, Scopes } from './scope.ts'

/** Takes `/s/NAME` off requests, so that every emulated route works on a scope's log. */
export interface ScopeEntrance {
  /** Serves the scope's intake; any other request goes on to its route, which asks for the scope. */
  readonly door: IntakeDoor
  /** The scope a request came by. */
  scopeOf(request: IncomingMessage): Scope | undefined
}

/** What the originals answer, Snowplow Micro among them; the page and our own routes are there once, for all scopes. */
const emulated = /^\/(?:v1|v2\/stream|w\/api\.php|repositories|gates|micro|_info|robots\.txt)(?:[/?]|$)|^\/\?spec/i

/** `doorsOf` makes the intake doors of a scope. */
export function createScopeEntrance(
  { scopes, gates }: { readonly scopes: Scopes; readonly gates: readonly Gate[] },
  doorsOf: (scope: Scope) => readonly IntakeDoor[],
): ScopeEntrance {
  const paths = gates.flatMap(({ settings }) => settings.path ?? [])
  const isEmulated = (url: string) => emulated.test(url) || paths.some(path => url.startsWith(`${path}/`))
  const entered = new WeakMap<IncomingMessage, Scope>()
  const doors = new WeakMap<Scope, readonly IntakeDoor[]>()

  function doorsFor(scope: Scope): readonly IntakeDoor[] {
    const known = doors.get(scope) ?? doorsOf(scope)
    doors.set(scope, known)
    return known
  }

  return {
    door(request, response) {
      if (!request.url?.startsWith('/s/')) return false
      const [, name = '', rest = ''] = /^\/s\/([^/?]+)(.*)$/s.exec(request.url) ?? []
      const url = rest.startsWith('?') ? `/${rest}` : rest
      const scope = scopes.find(name)
      if (!scope || !isEmulated(url)) return false
      request.url = url
      entered.set(request, scope)
      return doorsFor(scope).some(door => door(request, response))
    },
    scopeOf: request => entered.get(request),
  }
}
