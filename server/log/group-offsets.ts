import type { AppendQueue } from './append-queue.ts'
import type { GroupOffset, GroupOffsets } from './batch-log.ts'
import type { SqliteDatabase } from './sqlite-driver.ts'
import type { Topic, Topics } from './topics.ts'

/** The table of what groups committed. A topic that is made anew under its name has another id, and no offsets. */
export const groupOffsetTables = `
  CREATE TABLE group_offset (
    cluster TEXT NOT NULL,
    name TEXT NOT NULL,
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    leader_epoch INTEGER NOT NULL,
    metadata TEXT,
    PRIMARY KEY (cluster, name, topic, partition)
  ) STRICT, WITHOUT ROWID;
`

/** The table, and what is done with it inside other transactions. */
export interface GroupOffsetTable {
  /** The offsets of one cluster's groups. */
  of(cluster: string, queue: AppendQueue): GroupOffsets
  save(cluster: string, group: string, offsets: readonly GroupOffset[]): void
  forget(topic: Topic): void
}

/** Prepares the table's statements. It is read where it is asked: there is nothing in memory to go wrong. */
export function openGroupOffsets({ database, topics }: { database: SqliteDatabase; topics: Topics }): GroupOffsetTable {
  const insert = database.prepare('INSERT OR REPLACE INTO group_offset VALUES (?, ?, ?, ?, ?, ?, ?)')
  const find = database.prepare('SELECT * FROM group_offset WHERE cluster = ? AND name = ?')
  const findGroups = database.prepare('SELECT DISTINCT name FROM group_offset WHERE cluster = ?')
  const forgetGroup = database.prepare('DELETE FROM group_offset WHERE cluster = ? AND name = ?')
  const forgetOne = database.prepare(
    'DELETE FROM group_offset WHERE cluster = ? AND name = ? AND topic = ? AND partition = ?',
  )
  const forgetTopic = database.prepare('DELETE FROM group_offset WHERE topic = ?')

  function save(cluster: string, group: string, offsets: readonly GroupOffset[]): void {
    for (const { topic, partition, offset, leaderEpoch, metadata } of offsets) {
      const id = topics.find(cluster, topic)?.id
      if (id !== undefined) insert.run(cluster, group, id, partition, offset, leaderEpoch, metadata)
    }
  }

  return {
    save,
    forget: topic => void forgetTopic.run(topic.id),
    of: (cluster, queue) => ({
      commit: (group, offsets) =>
        new Promise((resolve, reject) => {
          const store = () => save(cluster, group, offsets)
          queue.add({ isBegun: false, encode: () => true, store, committed: resolve, failed: reject })
        }),
      of: group =>
        (find.all(cluster, group) as StoredOffset[]).map(({ topic, partition, offset, leader_epoch, metadata }) => ({
          topic: topics.byId(topic).name,
          partition,
          offset,
          leaderEpoch: leader_epoch,
          metadata,
        })),
      groups: () => (findGroups.all(cluster) as { name: string }[]).map(({ name }) => name),
      forget(group, partitions) {
        if (!partitions) return void forgetGroup.run(cluster, group)
        for (const { topic, partition } of partitions) {
          const id = topics.find(cluster, topic)?.id
          if (id !== undefined) forgetOne.run(cluster, group, id, partition)
        }
      },
    }),
  }
}

interface StoredOffset {
  readonly topic: number
  readonly partition: number
  readonly offset: number
  readonly leader_epoch: number
  readonly metadata: string | null
}
