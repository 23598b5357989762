import type { BatchRow } from './batch-index.ts'
import { type BatchWriter, createBatchWriter } from './batch-writer.ts'
import { formatCursor } from './cursor.ts'
import { createNoteWriter, type NoteWriter } from './notes.ts'
import type { Place, Segments } from './segments.ts'
import type { Partition } from './topics.ts'
import type { NewRecord, Position } from './types.ts'

/**
 * Encodes records into one batch a partition and turn. Offsets and `seq` count on from what is committed plus what is
 * pending, so that positions are known at once; they come true with the commit.
 */
export interface AppendTurn {
  /** Adds a record to its partition's batch. */
  add(record: NewRecord, partition: Partition): Position
  /** Records and bytes added since the last `write`. */
  readonly load: { readonly records: number; readonly bytes: number }
  /** Writes the open batches to the segment; they are pending now. */
  write(receivedAt: number): void
  /** All that is pending, in order of `seq`. */
  readonly pending: readonly BatchRow[]
  /** Begins anew behind `seq`, forgetting what is open or pending. */
  reset(seq: number): void
}

interface OpenBatch {
  readonly seq: number
  readonly partition: Partition
  readonly baseOffset: number
  readonly writer: BatchWriter
  readonly notes: NoteWriter
}

interface Progress {
  next: number
  highestTimestamp: number
}

// A writer that once held a huge batch does not keep its buffer for ever.
const keptCapacity = 4 * 1024 * 1024

/** Makes the encoder of an append queue. */
export function createAppendTurn({ segments }: { segments: Segments }): AppendTurn {
  const open = new Map<Partition, OpenBatch>()
  const progress = new Map<Partition, Progress>()
  const spare: { writer: BatchWriter; notes: NoteWriter }[] = []
  const load = { records: 0, bytes: 0 }
  let pending: BatchRow[] = []
  let lastSeq = 0

  function openBatch(partition: Partition): OpenBatch {
    const { writer, notes } = spare.pop() ?? { writer: createBatchWriter(), notes: createNoteWriter() }
    const baseOffset = progress.get(partition)?.next ?? partition.next
    lastSeq += 1
    writer.begin(baseOffset)
    notes.begin()
    const batch = { seq: lastSeq, partition, baseOffset, writer, notes }
    open.set(partition, batch)
    return batch
  }

  function close(batch: OpenBatch, receivedAt: number, place: Place, length: number): BatchRow {
    const { seq, partition, baseOffset, writer, notes } = batch
    const last = baseOffset + writer.count - 1
    const before = progress.get(partition)?.highestTimestamp ?? partition.highestTimestamp ?? writer.maxTimestamp
    const highestTimestamp = Math.max(before, writer.maxTimestamp)
    progress.set(partition, { next: last + 1, highestTimestamp })
    return {
      seq,
      topic: partition.topic.id,
      partition: partition.partition,
      base_offset: baseOffset,
      last_offset: last,
      max_timestamp: writer.maxTimestamp,
      highest_timestamp: highestTimestamp,
      received_at: receivedAt,
      segment: place.segment,
      position: place.position,
      length,
      notes: notes.finish(),
    }
  }

  function forgetOpen(): void {
    for (const { writer, notes } of open.values()) if (writer.capacity <= keptCapacity) spare.push({ writer, notes })
    open.clear()
    load.records = 0
    load.bytes = 0
  }

  return {
    load,
    get pending() {
      return pending
    },

    add(record, partition) {
      const batch = open.get(partition) ?? openBatch(partition)
      const { writer } = batch
      const index = writer.count
      const before = writer.size
      writer.add(record)
      batch.notes.add(record.note)
      load.records += 1
      load.bytes += writer.size - before
      return {
        topic: record.topic,
        partition: partition.partition,
        offset: batch.baseOffset + index,
        cursor: formatCursor(batch.seq, index),
      }
    },

    write(receivedAt) {
      const batches = [...open.values()].map(batch => ({ batch, bytes: batch.writer.finish() }))
      let { segment, position } = segments.append(batches.map(({ bytes }) => bytes))
      for (const { batch, bytes } of batches) {
        pending.push(close(batch, receivedAt, { segment, position }, bytes.length))
        position += bytes.length
      }
      forgetOpen()
    },

    reset(seq) {
      forgetOpen()
      pending = []
      progress.clear()
      lastSeq = seq
    },
  }
}
