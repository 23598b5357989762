import { SandboxError } from '../base/errors.ts'
import type { AppendQueue } from './append-queue.ts'
import type { AppendTurn, ReadyBatch } from './append-turn.ts'
import { at, attribute, readInt64, writeInt64 } from './batch-format.ts'
import type { JudgedNote } from './batch-log.ts'
import { createNoteWriter, noteForAll } from './notes.ts'
import { afterBatch, judgeSequence, type ProducerStamp, type ProducerState } from './producer-state.ts'
import type { Producers } from './producers.ts'
import type { Partition } from './topics.ts'
import type { NewRecord, Note } from './types.ts'

/** Appends batches as they are; see `BatchLog.appendBatches`. */
export function appendBatches(
  parts: {
    queue: AppendQueue
    producers: Producers
    now: () => number
    /** The partition that takes what is stored beside the batches. */
    partitionFor: (record: NewRecord) => Partition
  },
  /** The partition, asked for when its turn comes: it may be deleted by then. */
  partitionOf: () => Partition | undefined,
  batches: readonly Buffer[],
  note: Note | JudgedNote,
): Promise<{ baseOffset: number }> {
  const { queue, producers, now, partitionFor } = parts
  return new Promise((resolve, reject) => {
    let outcome: { readonly baseOffset: number } | SandboxError = { baseOffset: -1 }
    queue.add({
      isBegun: false,
      encode(turn) {
        outcome = add(turn, partitionOf())
        return true
      },
      committed: () => (outcome instanceof SandboxError ? reject(outcome) : resolve(outcome)),
      failed: reject,
    })
  })

  function add(turn: AppendTurn, partition: Partition | undefined): { baseOffset: number } | SandboxError {
    if (!partition) return new SandboxError('partition_unknown', 'The partition was deleted.')
    const planned = plan(partition)
    if (planned instanceof SandboxError) return planned
    let next = 0
    const offsets = planned.map(({ batch, stamp, duplicateOf }) => {
      const first = next
      next += stamp.count
      if (duplicateOf !== undefined) return duplicateOf
      const baseOffset = turn.addBatch(readyBatch(batch, stamp, notesOf(note, first, stamp.count)), partition)
      writeInt64(batch, at.baseOffset, baseOffset)
      if (stamp.producerId >= 0) {
        const state = producers.changes.of(partition, stamp.producerId)
        producers.changes.set(partition, stamp.producerId, afterBatch(state, stamp, baseOffset, now()))
      }
      return baseOffset
    })
    const [baseOffset = -1] = offsets
    const isNew = planned.some(({ duplicateOf }) => duplicateOf === undefined)
    if (isNew && 'beside' in note) for (const record of note.beside(baseOffset)) turn.add(record, partitionFor(record))
    return { baseOffset }
  }

  // Nothing is added before all of it is judged.
  function plan(partition: Partition): PlannedBatch[] | SandboxError {
    const states = new Map<number, ProducerState | undefined>()
    const planned: PlannedBatch[] = []
    for (const batch of batches) {
      const stamp = stampOf(batch)
      const { producerId } = stamp
      const state = states.has(producerId) ? states.get(producerId) : producers.changes.of(partition, producerId)
      const verdict = producerId < 0 ? { status: 'next' as const } : judgeSequence(state, stamp)
      if (verdict.status === 'fenced' || verdict.status === 'gap') return refusal(verdict.status, stamp, state)
      if (verdict.status === 'next') states.set(producerId, afterBatch(state, stamp, partition.next, now()))
      planned.push({ batch, stamp, ...(verdict.status === 'duplicate' && { duplicateOf: verdict.baseOffset }) })
    }
    return planned
  }
}

interface PlannedBatch {
  readonly batch: Buffer
  readonly stamp: ProducerStamp
  readonly duplicateOf?: number
}

/** What a batch says of its producer. */
export function stampOf(batch: Buffer): ProducerStamp {
  return {
    producerId: readInt64(batch, at.producerId),
    epoch: batch.readInt16BE(at.producerEpoch),
    baseSequence: batch.readInt32BE(at.baseSequence),
    count: batch.readInt32BE(at.recordsCount),
    isTransactional: (batch.readInt16BE(at.attributes) & attribute.transactional) !== 0,
  }
}

function notesOf(note: Note | JudgedNote, first: number, count: number): string | null {
  if (!('beside' in note)) return noteForAll(count, note)
  const writer = createNoteWriter()
  writer.begin()
  for (let index = first; index < first + count; index += 1) writer.add(note.at(index))
  return writer.finish()
}

function readyBatch(batch: Buffer, { count }: ProducerStamp, notes: string | null): ReadyBatch {
  batch.writeInt32BE(0, at.leaderEpoch)
  const maxTimestamp = readInt64(batch, at.maxTimestamp)
  return { bytes: batch, span: count, records: count, maxTimestamp, notes }
}

function refusal(status: 'fenced' | 'gap', stamp: ProducerStamp, state: ProducerState | undefined): SandboxError {
  const { producerId, epoch, baseSequence } = stamp
  if (status === 'fenced') {
    return new SandboxError('producer_fenced', `Producer ${producerId} has epoch ${state?.epoch}, not ${epoch}.`)
  }
  const last = state?.batches.at(-1)?.last
  return new SandboxError('sequence_gap', `Producer ${producerId} sent ${baseSequence}, its last one was ${last}.`)
}
