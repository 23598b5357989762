import type { Clock } from '../../base/clock.ts'
import { nearest } from '../../base/nearest.ts'
import { type Canaries, wantsCanaries } from '../../intake/canaries.ts'
import type { GateCounts } from '../../intake/gate-counts.ts'
import type { BatchLog } from '../../log/batch-log.ts'
import type { Activity, Counts } from '../../query/activity.ts'
import { seenSchemas } from '../../query/seen-schemas.ts'
import type { StreamNames } from '../../query/stream-names.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import type { KnownStream, StreamDirectory } from '../../stream/stream-topics.ts'
import type { About } from './sandbox-routes.ts'
import type { StreamReaders } from './stream-readers.ts'
import { streamSettings } from './stream-settings.ts'

/** What streams are shown from. */
export interface StreamViewParts {
  readonly streams: StreamDirectory
  readonly names: StreamNames
  readonly activity: Activity
  readonly schemas: SchemaRepository
  readonly broker: BatchLog
  readonly canaries: Canaries
  readonly counts: GateCounts
  readonly readers: StreamReaders
  readonly clock: Clock
  readonly about: Pick<About, 'retention'>
}

const barsMs = 60_000
const bars = 10
const rateMs = 10_000
const mostTried = 50
const noBars: readonly (readonly [number, number])[] = Array.from({ length: bars }, () => [0, 0])

/** Every stream that is configured, learned or seen, and those that were tried and refused. */
export function listStreams(parts: StreamViewParts) {
  const { streams, activity } = parts
  const counted = activity.byStream()
  const known = new Map(streams.known().map(stream => [stream.name, stream]))
  for (const name of Object.keys(counted)) {
    const described = known.has(name) ? undefined : streams.describe(name)
    if (described) known.set(name, described)
  }
  const facts = factsOf(parts, counted)
  return {
    items: [...known.values()].map(stream => summaryOf(stream, facts, parts)),
    tried: triedStreams(parts, counted, known),
    othersAllowed: streams.othersAllowed,
    problem: streams.problem ?? null,
  }
}

/** One stream with its settings and their origin, topics with offsets, schemas seen, and readers. */
export function oneStream(stream: KnownStream, parts: StreamViewParts) {
  const { activity, broker, counts, readers } = parts
  const facts = factsOf(parts, activity.byStream())
  const produced = [...counts.allProduced()].flatMap(([name, uri]) => (name === stream.name ? [uri] : []))
  return {
    ...summaryOf(stream, facts, parts),
    settings: streamSettings(stream, parts),
    schemas: seenSchemas(broker, stream.topics, produced),
    topics: stream.topics.map(topic => ({ topic, partitions: broker.topic(topic)?.partitions ?? null })),
    readers: readers.of(stream.topics),
  }
}

interface Facts {
  readonly counted: Readonly<Record<string, Counts>>
  readonly bars: ReturnType<Activity['recent']>
  readonly rates: ReturnType<Activity['recent']>
  readonly readers: ReadonlyMap<string, number>
  readonly latest: ReadonlyMap<string, string>
}

function factsOf({ activity, readers, schemas, clock }: StreamViewParts, counted: Facts['counted']): Facts {
  const now = clock.now()
  return {
    counted,
    bars: activity.recent(now - barsMs, now, bars),
    rates: activity.recent(now - rateMs, now, 1),
    readers: readers.byTopic(),
    latest: latestVersions(schemas),
  }
}

function summaryOf(stream: KnownStream, facts: Facts, parts: StreamViewParts) {
  const { name, configured, settings, aliases, topics } = stream
  const [[valid, invalid] = [0, 0]] = facts.rates.get(name) ?? []
  const last = parts.activity.lastOf(name)
  const newest = Math.max(last.valid ?? 0, last.invalid ?? 0)
  const title = settings.schemaTitle
  return {
    stream: name,
    configured: configured ?? null,
    aliases,
    schema: title === undefined ? null : { title, latest: facts.latest.get(title) ?? null },
    topics,
    counts: countsOf(stream, facts.counted, parts),
    rate: ((valid + invalid) * 1000) / rateMs,
    bars: facts.bars.get(name) ?? noBars,
    last: newest === 0 ? null : new Date(newest).toISOString(),
    canary: canaryOf(stream, parts),
    readers: topics.reduce((most, topic) => Math.max(most, facts.readers.get(topic) ?? 0), 0),
  }
}

/** In time is what came within one and a half intervals; without an interval nothing is missed. */
function canaryOf(stream: KnownStream, { canaries, activity, clock }: StreamViewParts) {
  const { everyMs } = canaries
  const last = activity.lastCanary(stream.name)
  const isExpected = everyMs !== null && wantsCanaries(stream)
  const isInTime = last !== undefined && everyMs !== null && clock.now() - last <= everyMs * 1.5
  return {
    enabled: wantsCanaries(stream),
    everyMs,
    last: last === undefined ? null : new Date(last).toISOString(),
    isMissing: isExpected && !isInTime,
    problem: isExpected ? (canaries.problemOf(stream.name) ?? null) : null,
  }
}

// What gates tell of refusals is left out of the counts by stream, but on its own stream it is what there is.
function countsOf(
  { name, topics }: KnownStream,
  counted: Readonly<Record<string, Counts>>,
  { names, broker }: StreamViewParts,
): Counts {
  const counts = counted[name] ?? { valid: 0, invalid: 0 }
  const told = topics.filter(topic => names.isErrorTopic(topic)).flatMap(topic => broker.topic(topic)?.partitions ?? [])
  return { ...counts, valid: told.reduce((sum, { logStart, next }) => sum + next - logStart, counts.valid) }
}

function triedStreams(
  { activity, streams }: StreamViewParts,
  counted: Readonly<Record<string, Counts>>,
  known: ReadonlyMap<string, KnownStream>,
) {
  const tried = Object.entries(counted).flatMap(([stream, { valid, invalid }]) => {
    if (valid > 0 || invalid === 0 || known.has(stream)) return []
    return [{ stream, refused: invalid, at: activity.lastOf(stream).invalid ?? 0 }]
  })
  const names = streams.names()
  return tried
    .sort((one, other) => other.at - one.at)
    .slice(0, mostTried)
    .map(({ at, ...each }) => ({
      ...each,
      last: new Date(at).toISOString(),
      nearest: nearest(each.stream, names) ?? null,
    }))
}

// In the order of title and version, so the last one stays.
function latestVersions(schemas: SchemaRepository): ReadonlyMap<string, string> {
  return new Map(schemas.list().map(({ title, version }) => [title, version]))
}
