import { SandboxError } from '../base/errors.ts'

const allowed = /^[a-zA-Z0-9._-]{1,249}$/

/** Throws topic_invalid unless Kafka would take the name (org.apache.kafka.common.internals.Topic). */
export function checkTopicName(topic: string): void {
  if (allowed.test(topic) && topic !== '.' && topic !== '..') return
  throw new SandboxError('topic_invalid', `${quoted(topic)} is not a topic name.`, {
    hint: 'Use 1 to 249 of the characters a-z, A-Z, 0-9, ".", "_" and "-"; "." and ".." alone are taken.',
  })
}

// A name of a megabyte must not become a message of a megabyte.
function quoted(topic: string): string {
  return topic.length <= 60 ? JSON.stringify(topic) : `${JSON.stringify(topic.slice(0, 60))}...`
}
