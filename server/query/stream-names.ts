import { isInternal, rejectionsTopic, tellsOfKept } from '../intake/rejections.ts'
import type { StoredRecord } from '../log/types.ts'

/** Which stream the events of a topic belong to, and which topics are the sandbox's own. */
export interface StreamNames {
  /** A topic's stream: the configured one that has it, else its name without a gate's topic prefix. */
  ofTopic(topic: string): string
  /** The stream a record belongs to, read without its body; null is a refused event that names none. */
  ofRecord(record: StoredRecord): string | null
  /** Topics of the sandbox's own bookkeeping, rejections among them: never shown as accepted events. */
  isInternal(topic: string): boolean
  /** Topics to which gates tell of refused events: those are shown as refused already. */
  isErrorTopic(topic: string): boolean
}

/** Names by the stream configuration, the prefixes and the error streams of the gates. */
export function createStreamNames(
  gates: readonly { topicPrefix: string; errorStream: string | null }[],
  configured: (topic: string) => string | undefined,
): StreamNames {
  const prefixes = [...new Set(gates.map(({ topicPrefix }) => topicPrefix))].filter(Boolean)
  const errorTopics = new Set(gates.map(({ topicPrefix, errorStream }) => topicPrefix + (errorStream ?? '')))

  function ofTopic(topic: string): string {
    const stream = configured(topic)
    if (stream !== undefined) return stream
    const prefix = prefixes.find(each => topic.startsWith(each))
    return prefix === undefined ? topic : topic.slice(prefix.length)
  }

  return {
    ofTopic,
    ofRecord(record) {
      if (record.topic !== rejectionsTopic) return ofTopic(record.topic)
      if (record.key === null) return null
      const name = record.key.toString('utf8')
      return tellsOfKept(record) ? ofTopic(name) : name
    },
    isInternal,
    isErrorTopic: topic => errorTopics.has(topic),
  }
}
