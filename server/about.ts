import type { Clock } from './base/clock.ts'
import { packageInfo } from './base/package-root.ts'
import { keptBytes, type Settings } from './config/settings.ts'
import type { OpenedDoors } from './doors.ts'
import type { About } from './http/api/sandbox-routes.ts'
import type { OpenCluster } from './http/scopes/scope.ts'

/** What the sandbox tells of itself; where its doors are it reads when it is asked, for they open last. */
export function createAbout(parts: {
  readonly settings: Settings
  /** Another at each start. */
  readonly start: string
  readonly clock: Clock
  readonly opened: OpenedDoors
  readonly clusters: readonly OpenCluster[]
  readonly example: () => object | null
}): About {
  const { settings, start, clock, opened, clusters, example } = parts
  const { version, homepage } = packageInfo()
  return {
    name: 'event-sandbox',
    version,
    home: homepage,
    start,
    startedAt: new Date(clock.now()).toISOString(),
    storage: settings.storage,
    watching: settings.watch,
    retention: retentionOf(settings),
    example,
    url: () => opened.url,
    gates: () => opened.gates,
    eventstreams: () => opened.eventstreams,
    kafka: () => opened.kafka,
    clusters: () => clusters.map(({ log: { cluster }, kafka }) => ({ name: cluster, kafka })),
  }
}

function retentionOf({ storage, retention }: Settings): About['retention'] {
  const { ageMs = null, bytes = storage === 'memory' ? keptBytes.memory : keptBytes.disk } = retention
  return { ageMs, bytes, isChosen: Object.keys(retention).length > 0 }
}
