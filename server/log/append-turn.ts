import type { BatchRow } from './batch-index.ts'
import { type BatchWriter, createBatchWriter } from './batch-writer.ts'
import { formatCursor } from './cursor.ts'
import { createNoteWriter, type NoteWriter } from './notes.ts'
import type { Place, Segments } from './segments.ts'
import type { Partition } from './topics.ts'
import type { NewRecord, Position } from './types.ts'

/**
 * Puts records into one batch a partition and turn, and takes batches as they are. Offsets and `seq` count on from what is
 * committed plus what is pending, so that positions are known at once; they come true with the commit.
 */
export interface AppendTurn {
  /** Adds a record to its partition's batch. */
  add(record: NewRecord, partition: Partition): Position
  /** Adds a whole batch, whose base offset is set; returns that. */
  addBatch(batch: ReadyBatch, partition: Partition): number
  /** Adds bytes that no row names yet; `onWritten` is told where they are. */
  addBytes(bytes: Buffer, onWritten: (place: Place) => void): void
  /** Records and bytes added since the last `write`. */
  readonly load: { readonly records: number; readonly bytes: number }
  /** Writes the batches to the segment; they are pending now. */
  write(receivedAt: number): void
  /** All that is pending, in order of `seq`. */
  readonly pending: readonly BatchRow[]
  /** Begins anew behind `seq`, forgetting what is open or pending. */
  reset(seq: number): void
}

/** A batch as bytes that are ours to change, and what its row takes. */
export interface ReadyBatch {
  readonly bytes: Buffer
  /** Offsets that it takes. */
  readonly span: number
  /** Records that a reader finds in it. */
  readonly records: number
  readonly maxTimestamp: number
  readonly notes: string | null
}

interface OpenBatch {
  readonly seq: number
  readonly partition: Partition
  readonly baseOffset: number
  readonly writer: BatchWriter
  readonly notes: NoteWriter
}

/** A batch that takes no more. */
interface ClosedBatch {
  readonly seq: number
  readonly partition: Partition
  readonly baseOffset: number
  readonly highestTimestamp: number
  readonly ready: ReadyBatch
}

interface Progress {
  readonly next: number
  readonly highestTimestamp: number
}

// A writer that once held a huge batch does not keep its buffer for ever.
const keptCapacity = 4 * 1024 * 1024

/** Makes the encoder of an append queue. */
export function createAppendTurn({ segments }: { segments: Segments }): AppendTurn {
  const open = new Map<Partition, OpenBatch>()
  const closed: ClosedBatch[] = []
  const others: { bytes: Buffer; onWritten: (place: Place) => void }[] = []
  const progress = new Map<Partition, Progress>()
  const used: { writer: BatchWriter; notes: NoteWriter }[] = []
  const spare: { writer: BatchWriter; notes: NoteWriter }[] = []
  const load = { records: 0, bytes: 0 }
  let pending: BatchRow[] = []
  let lastSeq = 0

  function openBatch(partition: Partition): OpenBatch {
    const { writer, notes } = spare.pop() ?? { writer: createBatchWriter(), notes: createNoteWriter() }
    const baseOffset = nextOffset(partition)
    lastSeq += 1
    writer.begin(baseOffset)
    notes.begin()
    const batch = { seq: lastSeq, partition, baseOffset, writer, notes }
    open.set(partition, batch)
    return batch
  }

  function nextOffset(partition: Partition): number {
    return progress.get(partition)?.next ?? partition.next
  }

  function close({ seq, partition, baseOffset, writer, notes }: OpenBatch): void {
    const { count, maxTimestamp } = writer
    const ready = { bytes: writer.finish(), span: count, records: count, maxTimestamp, notes: notes.finish() }
    open.delete(partition)
    used.push({ writer, notes })
    addClosed(seq, partition, baseOffset, ready)
  }

  function addClosed(seq: number, partition: Partition, baseOffset: number, ready: ReadyBatch): void {
    const before = progress.get(partition)?.highestTimestamp ?? partition.highestTimestamp ?? ready.maxTimestamp
    const highestTimestamp = Math.max(before, ready.maxTimestamp)
    progress.set(partition, { next: baseOffset + ready.span, highestTimestamp })
    closed.push({ seq, partition, baseOffset, highestTimestamp, ready })
  }

  function forgetOpen(): void {
    for (const { writer, notes } of [...open.values(), ...used]) {
      if (writer.capacity <= keptCapacity) spare.push({ writer, notes })
    }
    open.clear()
    used.length = 0
    closed.length = 0
    others.length = 0
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

    addBatch(batch, partition) {
      const before = open.get(partition)
      if (before) close(before)
      const baseOffset = nextOffset(partition)
      lastSeq += 1
      addClosed(lastSeq, partition, baseOffset, batch)
      load.records += 1
      load.bytes += batch.bytes.length
      return baseOffset
    },

    addBytes(bytes, onWritten) {
      others.push({ bytes, onWritten })
      load.bytes += bytes.length
    },

    write(receivedAt) {
      for (const batch of [...open.values()]) close(batch)
      if (closed.length + others.length === 0) return
      // A batch that was closed early has an earlier `seq` than one that was opened before it: rows go by `seq`.
      closed.sort((one, other) => one.seq - other.seq)
      let { segment, position } = segments.append([
        ...closed.map(({ ready }) => ready.bytes),
        ...others.map(({ bytes }) => bytes),
      ])
      for (const batch of closed) {
        pending.push(rowOf(batch, receivedAt, { segment, position }))
        position += batch.ready.bytes.length
      }
      for (const { bytes, onWritten } of others) {
        onWritten({ segment, position })
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

function rowOf({ seq, partition, baseOffset, highestTimestamp, ready }: ClosedBatch, receivedAt: number, place: Place) {
  return {
    seq,
    topic: partition.topic.id,
    partition: partition.partition,
    base_offset: baseOffset,
    last_offset: baseOffset + ready.span - 1,
    max_timestamp: ready.maxTimestamp,
    highest_timestamp: highestTimestamp,
    received_at: receivedAt,
    segment: place.segment,
    position: place.position,
    length: ready.bytes.length,
    notes: ready.notes,
    records: ready.records,
  }
}
