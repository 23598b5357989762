import { SandboxError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import type { OpenCluster, Scope, Scopes } from './scope.ts'

/** Where clusters and scopes are found. */
export interface ClusterParts {
  /** Those that are configured, `main` first. */
  readonly clusters: readonly [OpenCluster, ...OpenCluster[]]
  readonly scopes: Pick<Scopes, 'find'>
}

/** The cluster that `scope` or `cluster` names; undefined where neither is there. @throws SandboxError */
export function askedCluster(asked: object, { clusters, scopes }: ClusterParts): OpenCluster | undefined {
  const { scope, cluster } = asked as { readonly scope?: unknown; readonly cluster?: unknown }
  if (scope !== undefined) return existingScope(scopes, textOf('scope', scope))
  if (cluster === undefined) return undefined
  const name = textOf('cluster', cluster)
  const found = clusters.find(each => each.log.cluster === name)
  if (found) return found
  const names = clusters.map(each => each.log.cluster)
  const meant = nearest(name, names)
  throw new SandboxError('cluster_unknown', `There is no cluster ${name.slice(0, 100)}.`, {
    hint: meant ? `Did you mean ${meant}?` : `There is ${names.join(', ')}.`,
  })
}

/** The scope of this name. @throws SandboxError scope_unknown. */
export function existingScope(scopes: Pick<Scopes, 'find'>, name: string): Scope {
  const scope = scopes.find(name)
  if (scope) return scope
  throw new SandboxError('scope_unknown', `There is no scope ${name.slice(0, 100)}.`, {
    hint: 'POST /_sandbox/scopes makes one.',
  })
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new SandboxError('bad_request', `${name} is given once, as a text.`)
}
