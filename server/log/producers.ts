import type { Clock } from '../base/clock.ts'
import type { ProducerState } from './producer-state.ts'
import type { SqliteDatabase } from './sqlite-driver.ts'
import type { Partition, Topic, Topics } from './topics.ts'

/** The tables of what producers did: the newest batches of each, and the transactions that were aborted. */
export const producerTables = `
  CREATE TABLE producer (
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    producer_id INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    batches TEXT NOT NULL,
    open_since INTEGER,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (topic, partition, producer_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE aborted (
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    last_offset INTEGER NOT NULL,
    first_offset INTEGER NOT NULL,
    producer_id INTEGER NOT NULL,
    PRIMARY KEY (topic, partition, last_offset)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE producer_id (next INTEGER NOT NULL) STRICT;
  INSERT INTO producer_id VALUES (1);
`

/** A transaction that was given up, in one partition: a reader of committed records passes over its records. */
export interface Aborted {
  readonly producerId: number
  readonly firstOffset: number
  /** Where its marker is. */
  readonly lastOffset: number
}

/** What a commit changes of producers; nothing is true of it before. */
export interface ProducerChanges {
  of(partition: Partition, producerId: number): ProducerState | undefined
  set(partition: Partition, producerId: number, state: ProducerState): void
  abort(partition: Partition, aborted: Aborted): void
  readonly isEmpty: boolean
  clear(): void
}

/** What is remembered of producers, in memory and in its tables. */
export interface Producers {
  /** An id that no producer had before. */
  nextId(): number
  changes: ProducerChanges
  /** Stores the changes, within the commit's transaction. */
  save(): void
  /** The commit is done: the changes are true. */
  keep(): void
  /** Aborted transactions that reach into a stretch of offsets, both ends inclusive. */
  aborted(partition: Partition, from: number, to: number): readonly Aborted[]
  /** Reads the tables again, which have changed below. */
  load(): void
  /** Forgets a topic, within a transaction. */
  forget(topic: Topic): void
}

// Kafka's producer.id.expiration.ms.
const expiresAfterMs = 24 * 60 * 60 * 1000

/** Reads what is remembered; what is too old is forgotten. */
export function openProducers(parts: { database: SqliteDatabase; topics: Topics; clock: Clock }): Producers {
  const { database, topics, clock } = parts
  const expire = database.prepare('DELETE FROM producer WHERE updated_at < ? AND open_since IS NULL')
  const insert = database.prepare('INSERT OR REPLACE INTO producer VALUES (?, ?, ?, ?, ?, ?, ?)')
  const insertAborted = database.prepare('INSERT OR REPLACE INTO aborted VALUES (?, ?, ?, ?, ?)')
  const findAborted = database.prepare(`SELECT * FROM aborted
    WHERE topic = ? AND partition = ? AND last_offset >= ? AND first_offset <= ? ORDER BY last_offset`)
  const loadStates = database.prepare('SELECT * FROM producer')
  const forgetStates = database.prepare('DELETE FROM producer WHERE topic = ?')
  const forgetAborted = database.prepare('DELETE FROM aborted WHERE topic = ?')
  const takeId = database.prepare('UPDATE producer_id SET next = next + 1 RETURNING next')
  const states = new Map<Partition, Map<number, ProducerState>>()
  let aborts: { partition: Partition; aborted: Aborted }[] = []

  expire.run(clock.now() - expiresAfterMs)
  load()

  function load(): void {
    for (const topic of topics.all()) for (const { producers } of topic.partitions) producers.clear()
    for (const row of loadStates.all() as StoredProducer[]) {
      const { topic, partition, producer_id, epoch, batches, open_since, updated_at } = row
      const found = topics.byId(topic).partitions[partition]
      const openSince = open_since ?? undefined
      found?.producers.set(producer_id, { epoch, batches: JSON.parse(batches), openSince, updatedAt: updated_at })
    }
  }

  const changes: ProducerChanges = {
    of: (partition, producerId) => states.get(partition)?.get(producerId) ?? partition.producers.get(producerId),
    set(partition, producerId, state) {
      const changed = states.get(partition) ?? new Map<number, ProducerState>()
      states.set(partition, changed.set(producerId, state))
    },
    abort: (partition, aborted) => void aborts.push({ partition, aborted }),
    get isEmpty() {
      return states.size === 0 && aborts.length === 0
    },
    clear() {
      states.clear()
      aborts = []
    },
  }

  return {
    nextId: () => (takeId.get() as { next: number }).next - 1,
    changes,
    save() {
      for (const [{ topic, partition }, changed] of states) {
        for (const [producerId, { epoch, batches, openSince = null, updatedAt }] of changed) {
          insert.run(topic.id, partition, producerId, epoch, JSON.stringify(batches), openSince, updatedAt)
        }
      }
      for (const { partition, aborted } of aborts) {
        const { producerId, firstOffset, lastOffset } = aborted
        insertAborted.run(partition.topic.id, partition.partition, lastOffset, firstOffset, producerId)
      }
    },
    keep() {
      for (const [partition, changed] of states) {
        for (const [producerId, state] of changed) partition.producers.set(producerId, state)
      }
    },
    aborted({ topic, partition }, from, to) {
      const rows = findAborted.all(topic.id, partition, from, to) as StoredAborted[]
      return rows.map(({ producer_id, first_offset, last_offset }) => ({
        producerId: producer_id,
        firstOffset: first_offset,
        lastOffset: last_offset,
      }))
    },
    load,
    forget(topic) {
      forgetStates.run(topic.id)
      forgetAborted.run(topic.id)
    },
  }
}

/** The offset up to which nothing is undecided: the last stable offset. */
export function stableOffset({ producers, next }: Partition): number {
  let stable = next
  for (const { openSince } of producers.values()) {
    if (openSince !== undefined && openSince < stable) stable = openSince
  }
  return stable
}

interface StoredProducer {
  readonly topic: number
  readonly partition: number
  readonly producer_id: number
  readonly epoch: number
  readonly batches: string
  readonly open_since: number | null
  readonly updated_at: number
}

interface StoredAborted {
  readonly last_offset: number
  readonly first_offset: number
  readonly producer_id: number
}
