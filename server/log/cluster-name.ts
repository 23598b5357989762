/** The cluster that is there without any configuration. */
export const mainCluster = 'main'

const scopes = 's/'

/** The cluster of a scope. No configured cluster has a slash in its name. */
export function clusterOfScope(scope: string): string {
  return scopes + scope
}

/** The scope whose cluster it is; null for a configured one. */
export function scopeOfCluster(cluster: string): string | null {
  return cluster.startsWith(scopes) ? cluster.slice(scopes.length) : null
}
