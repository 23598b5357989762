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
  const learned = new Map<string, StreamSettings>()

  return () => {
    const streams = new Map<string, StreamSettings>()
    for (const state of log.topics()) {
      if (names.isInternal(state.topic)) continue
      const name = names.ofTopic(state.topic)
      const settings = streams.has(name) || config.find(name) ? undefined : settingsOf(state)
      if (settings) streams.set(name, settings)
    }
    return streams
  }

  function settingsOf(state: TopicState): StreamSettings | undefined {
    const known = learned.get(state.topic)
    if (known) return known
    const title = firstTitle(state)
    if (title === undefined) return undefined
    const settings = { all: { schema_title: title }, schemaTitle: title }
    learned.set(state.topic, settings)
    return settings
  }

  function firstTitle({ topic, partitions }: TopicState): string | undefined {
    for (const { partition, logStart, next } of partitions) {
      if (logStart === next) continue
      const [record] = log.read(topic, partition, logStart, { limit: 1 })
      const title = record?.value ? titleIn(record.value) : undefined
      if (title !== undefined) return title
    }
    return undefined
  }
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
