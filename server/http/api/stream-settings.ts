import type { BatchLog } from '../../log/batch-log.ts'
import type { TopicSettings } from '../../log/topic-settings.ts'
import type { KnownStream, StreamDirectory } from '../../stream/stream-topics.ts'
import type { About } from './sandbox-routes.ts'

interface Parts {
  readonly streams: StreamDirectory
  readonly broker: BatchLog
  readonly about: Pick<About, 'retention'>
}

/** What is in force for a stream, each with where it comes from: what is configured, its topics, and what those keep. */
export function streamSettings(stream: KnownStream, parts: Parts) {
  return [...configuredSettings(stream, parts.streams), ...topicSettings(stream, parts)]
}

function configuredSettings({ configured, settings, topics, areListed }: KnownStream, streams: StreamDirectory) {
  const written = Object.entries(settings.all).filter(([setting]) => setting !== 'stream')
  const rows = written.map(([setting, value]) => {
    const origin = configured === undefined ? undefined : streams.originOf(configured, setting)
    const kind = origin ? 'file' : configured === undefined ? 'event' : 'unknown'
    return { name: setting, value, origin: { kind, ...origin } }
  })
  const computed = { name: 'topics', value: topics, origin: { kind: 'name' } }
  return areListed ? rows : [...rows, computed]
}

// Of the first topic that is there: the topics of a stream differ by their datacentre alone.
function topicSettings({ topics }: KnownStream, { broker, about }: Parts) {
  const topic = topics.find(each => broker.describe(each) !== undefined)
  const described = topic === undefined ? undefined : broker.describe(topic)
  if (topic === undefined || described === undefined) return []
  const own = retentionOf(described.settings)
  const { ageMs, bytes, isChosen } = about.retention
  return [
    { name: 'partitions', value: described.partitions, origin: { kind: 'topic', topic } },
    own === undefined
      ? {
          name: 'retention',
          value: retentionText(ageMs, bytes),
          origin: isChosen ? { kind: 'option', option: '--retention' } : { kind: 'default' },
        }
      : { name: 'retention', value: own, origin: { kind: 'topic', topic } },
  ]
}

function retentionOf(settings: TopicSettings): string | undefined {
  const limit = (name: string) => {
    const value = Number(settings[name] ?? -1)
    return value < 0 ? null : value
  }
  const [ageMs, bytes] = [limit('retention.ms'), limit('retention.bytes')]
  return ageMs === null && bytes === null ? undefined : retentionText(ageMs, bytes)
}

/** As `--retention` takes it: `7d`, `2GiB`, or both. */
function retentionText(ageMs: number | null, bytes: number | null): string {
  return [
    ageMs === null ? '' : largest(ageMs, { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }),
    bytes === null ? '' : largest(bytes, { GiB: 1024 ** 3, MiB: 1024 ** 2, KiB: 1024, B: 1 }),
  ]
    .filter(part => part !== '')
    .join(', ')
}

/** In the largest unit that says it whole. */
function largest(value: number, units: Readonly<Record<string, number>>): string {
  const [unit = '', size = 1] = Object.entries(units).find(([, each]) => value >= each && value % each === 0) ?? []
  return `${value / size}${unit}`
}
