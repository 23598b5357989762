import type { SqliteDatabase } from './sqlite-driver.ts'
import type { Transaction } from './transaction.ts'
import type { TopicState } from './types.ts'

/** A topic as the log has it in memory. */
export interface Topic {
  readonly id: number
  readonly cluster: string
  readonly name: string
  readonly partitions: Partition[]
}

/** A partition and how far it goes. Only `tallies.ts` changes it, after a commit. */
export interface Partition {
  readonly topic: Topic
  readonly partition: number
  logStart: number
  next: number
  bytes: number
  /** The highest timestamp of all records it ever had; undefined before the first. */
  highestTimestamp: number | undefined
}

/** The tables of topics and their partitions. */
export const topicTables = `
  CREATE TABLE topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cluster TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (cluster, name)
  ) STRICT;
  CREATE TABLE partition (
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    log_start INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    highest_timestamp INTEGER,
    PRIMARY KEY (topic, partition)
  ) STRICT, WITHOUT ROWID;
`

/** All topics, in memory and in their tables. */
export interface Topics {
  find(cluster: string, name: string): Topic | undefined
  byId(id: number): Topic
  all(): Iterable<Topic>
  /** Topics of one cluster. */
  of(cluster: string): Iterable<Topic>
  /** The topic with at least so many partitions; what is missing is created, on disk first. */
  create(cluster: string, name: string, partitions: number): Topic
}

/** Reads the topics that there are. */
export function openTopics(database: SqliteDatabase, transaction: Transaction): Topics {
  const insertTopic = database.prepare('INSERT INTO topic (cluster, name) VALUES (?, ?) RETURNING id')
  const insertPartition = database.prepare('INSERT INTO partition (topic, partition) VALUES (?, ?)')
  const byId = new Map<number, Topic>()
  const byCluster = new Map<string, Map<string, Topic>>()

  function keep(topic: Topic): Topic {
    byId.set(topic.id, topic)
    const names = byCluster.get(topic.cluster) ?? new Map<string, Topic>()
    byCluster.set(topic.cluster, names.set(topic.name, topic))
    return topic
  }

  const stored = database.prepare('SELECT id, cluster, name FROM topic').all() as Omit<Topic, 'partitions'>[]
  for (const topic of stored) keep({ ...topic, partitions: [] })
  const counts = database.prepare('SELECT topic, count(*) AS count FROM partition GROUP BY topic').all()
  for (const { topic, count } of counts as { topic: number; count: number }[]) addPartitions(known(topic), count)

  function known(id: number): Topic {
    const topic = byId.get(id)
    if (!topic) throw new RangeError(`Topic ${id} has no name.`)
    return topic
  }

  return {
    find: (cluster, name) => byCluster.get(cluster)?.get(name),
    byId: known,
    all: () => byId.values(),
    of: cluster => byCluster.get(cluster)?.values() ?? [],

    create(cluster, name, partitions) {
      const existing = byCluster.get(cluster)?.get(name)
      if (existing && existing.partitions.length >= partitions) return existing
      let id = existing?.id ?? 0
      transaction(() => {
        if (!existing) id = (insertTopic.get(cluster, name) as { id: number }).id
        for (let at = existing?.partitions.length ?? 0; at < partitions; at += 1) insertPartition.run(id, at)
      })
      const topic = existing ?? keep({ id, cluster, name, partitions: [] })
      addPartitions(topic, partitions)
      return topic
    },
  }
}

function addPartitions(topic: Topic, count: number): void {
  for (let partition = topic.partitions.length; partition < count; partition += 1) {
    topic.partitions.push({ topic, partition, logStart: 0, next: 0, bytes: 0, highestTimestamp: undefined })
  }
}

/** A topic as the interface tells of it. */
export function stateOf({ cluster, name, partitions }: Topic): TopicState {
  return {
    cluster,
    topic: name,
    partitions: partitions.map(({ partition, logStart, next, bytes }) => ({ partition, logStart, next, bytes })),
  }
}
