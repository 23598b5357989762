import { randomBytes } from 'node:crypto'
import type { ProducerState } from './producer-state.ts'
import type { SqliteDatabase } from './sqlite-driver.ts'
import type { TopicSettings } from './topic-settings.ts'
import type { Transaction } from './transaction.ts'
import type { TopicState } from './types.ts'

/** A topic as the log has it in memory. */
export interface Topic {
  readonly id: number
  /** 32 hexadecimal digits, another one for a topic of the same name that is made anew. */
  readonly uuid: string
  readonly cluster: string
  readonly name: string
  readonly partitions: Partition[]
  settings: TopicSettings
  /** It is gone for everybody; its batches are still being removed. */
  isDeleted: boolean
}

/** A partition and how far it goes. `tallies.ts` changes it after a commit, `producers.ts` what producers did. */
export interface Partition {
  readonly topic: Topic
  readonly partition: number
  logStart: number
  next: number
  bytes: number
  /** The highest timestamp of all records it ever had; undefined before the first. */
  highestTimestamp: number | undefined
  /** What is remembered of its producers, by producer id. */
  readonly producers: Map<number, ProducerState>
}

/**
 * The tables of topics and their partitions. A deleted topic keeps its row, under a name that no topic can have, until
 * its batches are gone.
 */
export const topicTables = `
  CREATE TABLE topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cluster TEXT NOT NULL,
    name TEXT NOT NULL,
    uuid TEXT NOT NULL DEFAULT '',
    settings TEXT NOT NULL DEFAULT '{}',
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
  /** Deleted ones are found as well, as long as they have batches. */
  byId(id: number): Topic
  /** Those that are there, without the deleted. */
  all(): Iterable<Topic>
  /** Topics of one cluster. */
  of(cluster: string): Iterable<Topic>
  deleted(): Iterable<Topic>
  /** The topic with at least so many partitions; what is missing is created, on disk first. Settings are for a new one. */
  create(cluster: string, name: string, partitions: number, settings?: TopicSettings): Topic
  set(topic: Topic, settings: TopicSettings): void
  /** Takes the topic away from everybody, `work` in the same transaction. */
  delete(topic: Topic, work: () => void): void
  /** Reads the tables again, which have changed below; a topic that is still there is the same object. */
  load(): void
  /** Forgets a deleted topic that has no batches any more. */
  forget(topic: Topic): void
}

/** Reads the topics that there are. */
export function openTopics(database: SqliteDatabase, transaction: Transaction): Topics {
  const insertTopic = database.prepare(
    'INSERT INTO topic (cluster, name, uuid, settings) VALUES (?, ?, ?, ?) RETURNING id',
  )
  const insertPartition = database.prepare('INSERT INTO partition (topic, partition) VALUES (?, ?)')
  const saveSettings = database.prepare('UPDATE topic SET settings = ? WHERE id = ?')
  const rename = database.prepare('UPDATE topic SET name = ? WHERE id = ?')
  const removeTopic = database.prepare('DELETE FROM topic WHERE id = ?')
  const loadTopics = database.prepare('SELECT * FROM topic')
  const countPartitions = database.prepare('SELECT topic, count(*) AS count FROM partition GROUP BY topic')
  const removePartitions = database.prepare('DELETE FROM partition WHERE topic = ?')
  const byId = new Map<number, Topic>()
  const byCluster = new Map<string, Map<string, Topic>>()
  const deleted = new Set<Topic>()

  function keep(topic: Topic): Topic {
    byId.set(topic.id, topic)
    if (topic.isDeleted) return topic
    const names = byCluster.get(topic.cluster) ?? new Map<string, Topic>()
    byCluster.set(topic.cluster, names.set(topic.name, topic))
    return topic
  }

  function known(id: number): Topic {
    const topic = byId.get(id)
    if (!topic) throw new RangeError(`Topic ${id} has no name.`)
    return topic
  }

  function load(): void {
    const before = new Map(byId)
    for (const kept of [byId, byCluster, deleted]) kept.clear()
    for (const row of loadTopics.all() as StoredTopic[]) {
      const isDeleted = row.name.includes(deletedMark)
      const stored = { ...row, settings: JSON.parse(row.settings) as TopicSettings, isDeleted }
      const topic = keep(Object.assign(before.get(row.id) ?? { partitions: [] }, stored))
      if (isDeleted) deleted.add(topic)
      before.delete(row.id)
    }
    for (const gone of before.values()) gone.isDeleted = true
    for (const { topic: id, count } of countPartitions.all() as { topic: number; count: number }[]) {
      const topic = known(id)
      topic.partitions.length = Math.min(topic.partitions.length, count)
      addPartitions(topic, count)
    }
  }

  load()
  return {
    load,
    find: (cluster, name) => byCluster.get(cluster)?.get(name),
    byId: known,
    *all() {
      for (const topic of byId.values()) if (!topic.isDeleted) yield topic
    },
    of: cluster => byCluster.get(cluster)?.values() ?? [],
    deleted: () => deleted,

    create(cluster, name, partitions, settings = {}) {
      const existing = byCluster.get(cluster)?.get(name)
      if (existing && existing.partitions.length >= partitions) return existing
      let id = existing?.id ?? 0
      const uuid = existing?.uuid ?? randomBytes(16).toString('hex')
      transaction(() => {
        if (!existing) id = (insertTopic.get(cluster, name, uuid, JSON.stringify(settings)) as { id: number }).id
        for (let at = existing?.partitions.length ?? 0; at < partitions; at += 1) insertPartition.run(id, at)
      })
      const topic = existing ?? keep({ id, uuid, cluster, name, settings, partitions: [], isDeleted: false })
      addPartitions(topic, partitions)
      return topic
    },

    set(topic, settings) {
      saveSettings.run(JSON.stringify(settings), topic.id)
      topic.settings = settings
    },

    delete(topic, work) {
      transaction(() => {
        rename.run(`${topic.name}${deletedMark}${topic.id}`, topic.id)
        work()
      })
      topic.isDeleted = true
      const names = byCluster.get(topic.cluster)
      names?.delete(topic.name)
      if (names?.size === 0) byCluster.delete(topic.cluster)
      deleted.add(topic)
    },

    forget(topic) {
      transaction(() => {
        removePartitions.run(topic.id)
        removeTopic.run(topic.id)
      })
      byId.delete(topic.id)
      deleted.delete(topic)
    },
  }
}

type StoredTopic = Pick<Topic, 'id' | 'uuid' | 'cluster' | 'name'> & { readonly settings: string }

// No topic name has a slash.
const deletedMark = '/'

function addPartitions(topic: Topic, count: number): void {
  for (let partition = topic.partitions.length; partition < count; partition += 1) {
    const empty = { logStart: 0, next: 0, bytes: 0, highestTimestamp: undefined, producers: new Map() }
    topic.partitions.push({ topic, partition, ...empty })
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
