import type { Topic } from './topics.ts'

/** Who waits for an append, by cluster and topic. */
export interface AppendedSignals {
  /** Resolves at the next append to one of `topics` of the cluster (any where absent) or abort. */
  next(cluster: string, topics: readonly string[] | undefined, signal: AbortSignal | undefined): Promise<void>
  /** Wakes those who wait for one of these topics. */
  wake(topics: Iterable<Topic>): void
  /** Wakes everyone: what they wait for may be gone. */
  wakeAll(): void
  /** Wakes everyone; from now on nobody waits. */
  end(): void
}

type Wake = () => void

/** Waiters are found by topic, so that an append costs those nothing who wait for another one. */
export function createAppendedSignals(): AppendedSignals {
  const waiting = new Map<string, Set<Wake>>()
  let ended = false

  function add(key: string, wake: Wake): void {
    const waiters = waiting.get(key)
    if (waiters) waiters.add(wake)
    else waiting.set(key, new Set([wake]))
  }

  function remove(key: string, wake: Wake): void {
    const waiters = waiting.get(key)
    if (waiters?.delete(wake) && waiters.size === 0) waiting.delete(key)
  }

  function wakeKey(key: string): void {
    const waiters = waiting.get(key)
    if (waiters) for (const wake of [...waiters]) wake()
  }

  function wakeAll(): void {
    for (const key of [...waiting.keys()]) wakeKey(key)
  }

  return {
    next(cluster, topics, signal) {
      if (ended || signal?.aborted) return Promise.resolve()
      const keys = topics ? topics.map(topic => keyOf(cluster, topic)) : [keyOf(cluster, anyTopic)]
      return new Promise(resolve => {
        const wake = () => {
          for (const key of keys) remove(key, wake)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        for (const key of keys) add(key, wake)
        signal?.addEventListener('abort', wake, { once: true })
      })
    },
    wake(topics) {
      for (const { cluster, name } of topics) {
        wakeKey(keyOf(cluster, name))
        wakeKey(keyOf(anyCluster, name))
        wakeKey(keyOf(cluster, anyTopic))
      }
    },
    wakeAll,
    end() {
      ended = true
      wakeAll()
    },
  }
}

const anyTopic = ''

/** In the place of a cluster: whichever. */
export const anyCluster = '*'

// A topic name has no slash: the last one ends the cluster's name.
function keyOf(cluster: string, topic: string): string {
  return `${cluster}/${topic}`
}
