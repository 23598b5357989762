import type { EventLog } from './types.ts'

/** The topics of several clusters as one log; of two with the same name the first cluster's is meant. */
export function joinClusters(logs: readonly [EventLog, ...EventLog[]]): EventLog {
  const [first, ...others] = logs
  if (others.length === 0) return first
  const withTopic = (topic: string) => logs.find(log => log.topic(topic)) ?? first
  return {
    ...first,
    read: (topic, ...where) => withTopic(topic).read(topic, ...where),
    findOffset: (topic, ...where) => withTopic(topic).findOffset(topic, ...where),
    topic: name => withTopic(name).topic(name),
    topics: () => logs.flatMap(log => log.topics().filter(({ topic }) => withTopic(topic) === log)),
    async appended(topics, signal) {
      const woken = new AbortController()
      const ends = signal ? AbortSignal.any([signal, woken.signal]) : woken.signal
      await Promise.race(logs.map(log => log.appended(topics, ends)))
      woken.abort()
    },
  }
}
