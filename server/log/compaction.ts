import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../base/clock.ts'
import type { AppendQueue } from './append-queue.ts'
import { at, attribute, readInt64 } from './batch-format.ts'
import type { BatchIndex, BatchRow } from './batch-index.ts'
import { type CompactRecord, compactRecords, withRecords } from './compact-batch.ts'
import { rowsByOffset } from './partition-rows.ts'
import { type Producers, stableOffset } from './producers.ts'
import type { Place, Segments } from './segments.ts'
import type { Tallies } from './tallies.ts'
import { limitOf } from './topic-settings.ts'
import type { Partition } from './topics.ts'

/** What compaction works with. */
export interface CompactionParts {
  readonly index: BatchIndex
  readonly segments: Segments
  readonly tallies: Tallies
  readonly producers: Producers
  readonly queue: AppendQueue
  readonly clock: Clock
}

/** Makes room on the medium; between steps requests are answered. */
const stepRows = 50

/**
 * Keeps the newest record of each key of a partition, as far as nothing is undecided and `min.compaction.lag.ms` allows.
 * Records without a key stay. A tombstone goes once it is older than `delete.retention.ms`, since what it deletes is gone
 * by then. Offsets stay what they were. Kafka leaves its newest segment alone; we compact all, so that a test sees it.
 */
export async function compact(partition: Partition, parts: CompactionParts, isStopped: () => boolean): Promise<void> {
  const { topic } = partition
  const now = parts.clock.now()
  const youngest = now - (limitOf(topic.settings, 'min.compaction.lag.ms') ?? 0)
  const tombstonesUntil = now - (limitOf(topic.settings, 'delete.retention.ms') ?? 0)
  const stable = stableOffset(partition)
  const newest = new Map<string, number>()

  for await (const batch of batches()) {
    for (const { key, offsetDelta } of batch.records)
      if (key !== null) newest.set(key, batch.row.base_offset + offsetDelta)
  }
  for await (const { row, bytes, records } of batches()) {
    const kept = records.filter(record => isKept(row, record))
    if (kept.length === row.records) continue
    if (kept.length === 0) remove(row)
    else await replace(row, withRecords(bytes, kept), kept.length)
  }

  function isKept(row: BatchRow, { key, offsetDelta, isTombstone }: CompactRecord): boolean {
    if (key === null) return true
    if (newest.get(key) !== row.base_offset + offsetDelta) return false
    return !isTombstone || row.received_at > tombstonesUntil
  }

  async function* batches(): AsyncGenerator<{ row: BatchRow; bytes: Buffer; records: readonly CompactRecord[] }> {
    let seen = 0
    for (const row of rowsByOffset(parts.index, partition, 0, 'asc', stepRows)) {
      if (isStopped() || topic.isDeleted || row.last_offset >= stable || row.max_timestamp > youngest) return
      if (row.last_offset < partition.logStart || row.records === 0) continue
      const bytes = parts.segments.read(row.segment, row.position, row.length)
      const records = recordsOf(row, bytes)
      if (records) yield { row, bytes, records }
      seen += 1
      if (seen % stepRows === 0) await nextTurn()
    }
  }

  // What nobody can unpack stays as it is; of an aborted transaction nothing counts, and nothing stays.
  function recordsOf(row: BatchRow, bytes: Buffer): readonly CompactRecord[] | undefined {
    if (isAborted(row, bytes)) return []
    try {
      return compactRecords(bytes)
    } catch {
      return undefined
    }
  }

  function isAborted({ base_offset, last_offset }: BatchRow, bytes: Buffer): boolean {
    if (!(bytes.readInt16BE(at.attributes) & attribute.transactional)) return false
    const producerId = readInt64(bytes, at.producerId)
    return parts.producers.aborted(partition, base_offset, last_offset).some(each => each.producerId === producerId)
  }

  function remove(row: BatchRow): void {
    parts.tallies.removeDead(row)
    parts.tallies.save(() => parts.index.remove(row.seq))
  }

  // Through the queue, for no append may be half done behind the bytes.
  function replace(row: BatchRow, bytes: Buffer, records: number): Promise<void> {
    let place: Place | undefined
    return new Promise((resolve, reject) => {
      parts.queue.add({
        isBegun: false,
        encode(turn) {
          turn.addBytes(bytes, written => {
            place = written
          })
          return true
        },
        committed() {
          try {
            if (place) move(row, { ...row, ...place, length: bytes.length, records })
            resolve()
          } catch (failure) {
            reject(failure)
          }
        },
        failed: reject,
      })
    })
  }

  // On the medium first: a row of long ago is not looked at again after a power failure.
  function move(row: BatchRow, to: BatchRow): void {
    // Retention may have taken it meanwhile.
    if (isStopped() || !parts.index.at(row.seq)) return
    parts.segments.sync()
    parts.tallies.replace(row, to)
    parts.tallies.save(() => parts.index.move(to))
  }
}
