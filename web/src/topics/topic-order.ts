import type { TopicSummary } from './wire.ts'

/** Topics in the order of the list: by name, the sandbox's own after the others. */
export function inOrder(topics: readonly TopicSummary[]): readonly TopicSummary[] {
  return [...topics].sort(
    (one, other) => Number(one.internal) - Number(other.internal) || (one.topic < other.topic ? -1 : 1),
  )
}
