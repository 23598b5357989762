import { isEvent, schemaUriOf } from '../event/event.ts'
import { parseSchemaUri } from '../event/schema-uri.ts'
import type { EventLog, TopicState } from '../log/types.ts'
import type { StreamConfig, StreamSettings } from '../stream/types.ts'
import type { StreamNames } from './stream-names.ts'

/**
 * The streams that nobody configured, each learned from its first event that is kept: that event's schema is the
 * stream's.
 */
export function createLearnedStreams(parts: {
  log: EventLog
  config: StreamConfig
  names: StreamNames
}): () => ReadonlyMap<string, StreamSettings> {
  const { log, config, names } = parts
  let learned: ReadonlyMap<string, Learned> = new Map()

  return () => {
    const streams = new Map<string, StreamSettings>()
    const still = new Map<string, Learned>()
    for (const state of log.topics()) {
      if (names.isInternal(state.topic)) continue
      const name = names.ofTopic(state.topic)
      const known = streams.has(name) || config.find(name) ? undefined : learnedFrom(state)
      if (!known) continue
      still.set(state.topic, known)
      streams.set(name, known.settings)
    }
    learned = still
    return streams
  }

  function learnedFrom(state: TopicState): Learned | undefined {
    const known = learned.get(state.topic)
    return known && isKept(known, state) ? known : firstOf(state)
  }

  function firstOf({ topic, partitions }: TopicState): Learned | undefined {
    for (const { partition, logStart, next } of partitions) {
      if (logStart === next) continue
      const [record] = log.read(topic, partition, logStart, { limit: 1 })
      const title = record?.value ? titleIn(record.value) : undefined
      if (!record || title === undefined) continue
      const settings = { all: { schema_title: title }, schemaTitle: title }
      return { partition, offset: record.offset, settings }
    }
    return undefined
  }
}

/** What an event taught, and where that is. */
interface Learned {
  readonly partition: number
  readonly offset: number
  readonly settings: StreamSettings
}

function isKept({ partition, offset }: Learned, { partitions }: TopicState): boolean {
  return partitions.some(each => each.partition === partition && each.logStart <= offset && offset < each.next)
}

function titleIn(value: Buffer): string | undefined {
  try {
    const event: unknown = JSON.parse(value.toString('utf8'))
    const parsed = isEvent(event) ? parseSchemaUri(schemaUriOf(event)) : undefined
    return parsed?.ok ? parsed.uri.title : undefined
  } catch {
    return undefined
  }
}
