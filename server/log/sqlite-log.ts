import * as fs from 'node:fs'
import { Cleanup } from '../base/cleanup.ts'
import type { Clock } from '../base/clock.ts'
import { messageOf, SandboxError } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import { Wakeup } from '../base/wakeup.ts'
import { createAppendQueue } from './append-queue.ts'
import { anyCluster, createAppendedSignals } from './appended.ts'
import { type BatchRow, createBatchIndex } from './batch-index.ts'
import type { BatchLog } from './batch-log.ts'
import { createBatchLog } from './cluster-batches.ts'
import { compact } from './compaction.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import { openGroupOffsets } from './group-offsets.ts'
import { openIndexDatabase } from './index-database.ts'
import { canariesIn, countProblems } from './notes.ts'
import { openProducers } from './producers.ts'
import { createRecordReader, spanOf } from './record-reader.ts'
import { checkTail } from './recovery.ts'
import { createRetention } from './retention.ts'
import { firstReadable } from './row-life.ts'
import { createScan } from './scan.ts'
import { openSegmentFiles, type SegmentFileSystem } from './segment-files.ts'
import { createSegmentMemory } from './segment-memory.ts'
import type { Place } from './segments.ts'
import { openSnapshotTables } from './snapshot-tables.ts'
import { createSnapshots, type Snapshots } from './snapshots.ts'
import type { SqliteDriver } from './sqlite-driver.ts'
import { storageError } from './storage-error.ts'
import { openStorageFolder } from './storage-folder.ts'
import { createSweeper } from './sweeper.ts'
import { openTallies, type Tallies } from './tallies.ts'
import { openTopics, stateOf, type Topic, type Topics } from './topics.ts'
import { createTransaction } from './transaction.ts'
import { openTransactionStore } from './transaction-store.ts'
import type { BatchHead, Log, LogOptions } from './types.ts'

/** A log that is a broker as well. */
export interface SqliteLog extends Log {
  cluster(name: string): BatchLog
  readonly snapshots: Snapshots
  /** Writes down where the sandbox answers, for a second start on the folder and for commands that look for it. */
  announce(url: string): void
}

/** What opening a log takes besides its options. */
export interface SqliteLogParts {
  readonly clock: Clock
  readonly logger: Logger
  /** By default the first that loads. */
  readonly driver?: SqliteDriver
  /** The largest record, key, value and headers together (32 MiB: a body of 10 MB, quoted whole in its refusal). */
  readonly maxRecordBytes?: number
  /** In a test a disk that is full. */
  readonly fileSystem?: SegmentFileSystem
}

const largestSegment = { disk: 64 * 1024 * 1024, memory: 4 * 1024 * 1024 }
const smallestSegment = 1024 * 1024
const largestRecord = 32 * 1024 * 1024

/** Opens the log: batches in append-only segments, SQLite as their index and commit point; on disk or in memory. */
export async function openSqliteLog(options: LogOptions & SqliteLogParts): Promise<SqliteLog> {
  const cleanup = new Cleanup()
  try {
    return assemble(options, openStorage(options, cleanup), cleanup)
  } catch (failure) {
    await cleanup.close()
    throw storageError(failure)
  }
}

type Storage = ReturnType<typeof openStorage>

function openStorage(options: LogOptions & SqliteLogParts, cleanup: Cleanup) {
  const { storage, durability, driver, clock, logger, fileSystem = fs } = options
  const folder = storage === 'memory' ? undefined : openStorageFolder(storage)
  if (folder) cleanup.add(folder.close)
  const database = openIndexDatabase({ file: folder?.indexFile ?? ':memory:', durability, driver })
  cleanup.add(() => database.close())

  const transaction = createTransaction(database)
  const topics = openTopics(database, transaction)
  const index = createBatchIndex(database)
  const tallies = openTallies({ database, transaction, index, topics })
  const segmentBytes = segmentSize(options)
  const end = committedEnd(tallies)
  const segments = folder
    ? openSegmentFiles({ folder: folder.segmentsFolder, end, segmentBytes, fileSystem })
    : createSegmentMemory({ segmentBytes })
  cleanup.add(() => segments.close())
  if (folder?.isUnclean) checkTail({ index, segments, tallies, logger })
  folder?.recovered()
  const producers = openProducers({ database, topics, clock })
  const offsets = openGroupOffsets({ database, topics })
  const transactions = openTransactionStore(database)
  const snapshotTables = openSnapshotTables(database)
  const announce = (url: string) => folder?.announce(url)
  return { transaction, topics, index, tallies, segments, producers, offsets, transactions, snapshotTables, announce }
}

function assemble(options: LogOptions & SqliteLogParts, storage: Storage, cleanup: Cleanup): SqliteLog {
  const { clock, logger, durability, maxRecordBytes = largestRecord } = options
  const { topics, index, tallies, segments } = storage
  const anywhere = new Wakeup()
  const signals = createAppendedSignals()
  const snapshots = createSnapshots({
    ...storage,
    tables: storage.snapshotTables,
    clock,
    queue: () => queue,
    changed() {
      signals.wakeAll()
      anywhere.wake()
      retention.start()
      sweeper.start()
    },
  })
  const retention = createRetention({ index, segments, tallies, snapshots, limits: options.retention, clock, logger })
  const sweeper = createSweeper({
    ...storage,
    snapshots,
    clock,
    logger,
    compact(partition, isStopped) {
      const { restores } = snapshots
      const isOver = () => isStopped() || snapshots.restores !== restores
      return compact(partition, { ...storage, queue, clock }, isOver)
    },
  })
  const queue = createAppendQueue({ ...storage, clock, durability, onCommit })
  const readRecords = createRecordReader({ segments, topics })
  const scan = createScan({ index, topics, readRecords })
  let closed = false
  let closing: Promise<void> | undefined
  retention.start()
  sweeper.start()

  function onCommit(written: ReadonlySet<Topic>): void {
    signals.wake(written)
    anywhere.wake()
    if (retention.isOver()) retention.start()
  }

  function checkOpen(): void {
    if (closed) throw new SandboxError('closed', 'The log is closed.')
  }

  function clusterLog(name: string): BatchLog {
    const now = () => clock.now()
    const parts = { ...storage, queue, signals, sweeper, readRecords, maxRecordBytes, checkOpen, now }
    return createBatchLog(name, parts)
  }

  async function close(): Promise<void> {
    // From now on nothing more comes in; what is under way is answered.
    await Promise.all([queue.close(), sweeper.close()])
    await retention.close()
    closed = true
    signals.end()
    anywhere.wake()
    try {
      tallies.save()
    } catch (failure) {
      logger.warn(`The counts of the log were not saved, the next start counts again: ${messageOf(failure)}`)
    }
    await cleanup.close()
  }

  return {
    cluster: clusterLog,
    announce: storage.announce,
    snapshots,
    at(cursor) {
      checkOpen()
      const { seq, index: place } = parseCursor(cursor)
      const row = index.at(seq)
      const first = row && firstReadable(row, topics)
      if (!row || first === undefined || place < first) return undefined
      return readRecords([{ row, from: place, to: place }])[0]
    },
    scan(wanted) {
      checkOpen()
      return scan(wanted)
    },
    heads(afterSeq, limit) {
      checkOpen()
      return index.range({ from: afterSeq + 1, to: tallies.seq }, 'asc', limit).map(row => headOf(row, topics))
    },
    end() {
      checkOpen()
      const newest = index.at(tallies.seq)
      return formatCursor(tallies.seq, newest ? spanOf(newest) - 1 : 0)
    },
    topics: () => [...topics.all()].map(stateOf),
    appended(signal, names) {
      if (closed) return Promise.resolve()
      return names ? signals.next(anyCluster, names, signal) : anywhere.next(signal)
    },
    drop(cluster) {
      checkOpen()
      const view = clusterLog(cluster)
      for (const { topic } of view.topics()) view.deleteTopic(topic)
      view.transactions.forget()
    },
    size: () => ({ ...tallies.total, segments: segments.list().length }),
    async retain() {
      await retention.run()
      await sweeper.run()
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}

// A log that keeps little has small segments, or what it removes would not come free.
function segmentSize({ storage, retention: { bytes = Number.POSITIVE_INFINITY } }: LogOptions): number {
  const largest = storage === 'memory' ? largestSegment.memory : largestSegment.disk
  return Math.min(largest, Math.max(smallestSegment, Math.floor(bytes / 8)))
}

// The newest batch is not always the last one in the file: compaction writes older ones behind it.
function committedEnd(tallies: Tallies): Place {
  const segment = Math.max(1, ...tallies.segments.keys())
  return { segment, position: tallies.segments.get(segment)?.end ?? 0 }
}

function headOf(row: BatchRow, topics: Topics): BatchHead {
  const { cluster, name: topic } = topics.byId(row.topic)
  const { seq, partition, base_offset: baseOffset, received_at: receivedAt } = row
  const withProblems = countProblems(row.notes)
  const canaries = canariesIn(row.notes, spanOf(row))
  return { seq, cluster, topic, partition, baseOffset, count: row.records, withProblems, receivedAt, canaries }
}
