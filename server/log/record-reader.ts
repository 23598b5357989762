import { SandboxError } from '../base/errors.ts'
import { readBatches } from './batch-bytes.ts'
import type { BatchRow } from './batch-index.ts'
import { type BatchRecord, isIntact, readRecords } from './batch-reader.ts'
import { formatCursor } from './cursor.ts'
import { readNotes } from './notes.ts'
import type { Segments } from './segments.ts'
import type { Topics } from './topics.ts'
import type { StoredRecord } from './types.ts'

/** Records of a batch, chosen by its row alone: by index, both ends inclusive. */
export interface Pick {
  readonly row: BatchRow
  readonly from: number
  readonly to: number
}

/** Reads chosen records: in the order of the picks, within a batch in the order of offsets. */
export type RecordReader = (picks: readonly Pick[]) => StoredRecord[]

/** Makes a reader of what is stored. */
export function createRecordReader({ segments, topics }: { segments: Segments; topics: Topics }): RecordReader {
  return picks => {
    const batches = readBatches(
      segments,
      picks.map(({ row }) => row),
    )
    return picks.flatMap((pick, at) => storedRecords(pick, batches[at] as Buffer))
  }

  function storedRecords({ row, from, to }: Pick, batch: Buffer): StoredRecord[] {
    const topic = topics.byId(row.topic)
    const note = readNotes(row.notes)
    return recordsOf(row, batch, from, to).map(({ offsetDelta, timestamp, key, value, headers }) => ({
      cluster: topic.cluster,
      topic: topic.name,
      partition: row.partition,
      offset: row.base_offset + offsetDelta,
      cursor: formatCursor(row.seq, offsetDelta),
      timestamp,
      receivedAt: row.received_at,
      key,
      value,
      headers,
      note: note(offsetDelta),
    }))
  }
}

/**
 * The records of a batch. One whose checksum holds and that still cannot be read was sent like that: it has none. Throws
 * storage_failed where its bytes are not what was written.
 */
export function recordsOf(row: BatchRow, batch: Buffer, from: number, to: number): BatchRecord[] {
  try {
    return readRecords(batch, from, to)
  } catch (cause) {
    if (isIntact(batch)) return []
    const where = `segment ${row.segment} at ${row.position}`
    throw new SandboxError('storage_failed', `A batch cannot be read (${where}).`, { cause })
  }
}

/** How many offsets a batch takes. */
export function spanOf(row: BatchRow): number {
  return row.last_offset - row.base_offset + 1
}
