import type { FastifyInstance } from 'fastify'
import { checkKeys } from '../../base/check-keys.ts'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import { existingScope } from '../scopes/asked-cluster.ts'
import type { Scope, Scopes } from '../scopes/scope.ts'

interface ScopeParts {
  readonly scopes: Scopes
  readonly about: { url(): string }
}

/** Making, listing and ending scopes. */
export function scopeRoutes(app: FastifyInstance, parts: ScopeParts): void {
  const { scopes } = parts
  app.get('/_sandbox/scopes', () => ({ items: scopes.all().map(scope => shown(parts, scope)) }))
  app.post('/_sandbox/scopes', async ({ body }, reply) => {
    return reply.code(201).send(shown(parts, await scopes.open(nameOf(body))))
  })
  app.get<{ Params: { scope: string } }>('/_sandbox/scopes/:scope', ({ params }) =>
    shown(parts, existingScope(scopes, params.scope)),
  )
  app.delete<{ Params: { scope: string } }>('/_sandbox/scopes/:scope', async ({ params }, reply) => {
    await scopes.end(params.scope)
    return reply.code(204).send()
  })
}

/** What stands below `/s/` and is no emulated route of a scope that there is. */
export function unknownScopeRoutes(app: FastifyInstance, { scopes }: { readonly scopes: Scopes }): void {
  for (const path of ['/s/:scope', '/s/:scope/*']) {
    app.all<{ Params: { scope: string } }>(path, ({ params, method, url }) => {
      existingScope(scopes, params.scope)
      throw new SandboxError('not_found', `There is no ${method} ${url.slice(0, 200)}.`, {
        hint: 'A scope has the emulated routes; ours take it as a parameter: /_sandbox/events?scope=NAME.',
      })
    })
  }
}

function shown({ about }: ScopeParts, { name, kafka }: Scope): object {
  return { scope: name, url: `${about.url()}/s/${name}`, kafka }
}

function nameOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined
  if (isEvent(body)) checkKeys(body, ['name'], 'A scope')
  if (isEvent(body) && (body.name === undefined || typeof body.name === 'string')) return body.name
  throw new SandboxError('bad_request', 'The body is no object with a name.', {
    hint: 'Send {"name": "test-1"}, or {} for a name of our choice.',
  })
}
