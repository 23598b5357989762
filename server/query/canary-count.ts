import type { BatchHead, TopicState } from '../log/types.ts'

/** Canary events by topic, as many as the log still keeps. */
export interface CanaryCount {
  add(head: BatchHead, stream: string): void
  /** How many of a topic's records are canary events. */
  keptIn(topic: TopicState): number
  /** When a stream's newest arrived, milliseconds since 1970. */
  lastOf(stream: string): number | undefined
}

/** Remembers the offset of each, so that retention can take the oldest away again. */
export function createCanaryCount(): CanaryCount {
  const offsets = new Map<string, number[]>()
  const last = new Map<string, number>()

  return {
    add({ cluster, topic, partition, baseOffset, receivedAt, canaries }, stream) {
      const key = keyOf(cluster, topic, partition)
      const known = offsets.get(key) ?? []
      for (const index of canaries) known.push(baseOffset + index)
      offsets.set(key, known)
      last.set(stream, receivedAt)
    },
    keptIn({ cluster, topic, partitions }) {
      return partitions.reduce((sum, { partition, logStart, next }) => {
        const known = offsets.get(keyOf(cluster, topic, partition))
        if (!known) return sum
        const gone = known.findIndex(offset => offset >= logStart)
        known.splice(0, gone < 0 ? known.length : gone)
        return sum + known.filter(offset => offset < next).length
      }, 0)
    },
    lastOf: stream => last.get(stream),
  }
}

function keyOf(cluster: string, topic: string, partition: number): string {
  return `${cluster}/${topic}/${partition}`
}
