import type { AppendQueue } from './append-queue.ts'
import { at, writeInt64 } from './batch-format.ts'
import type { TransactionEnd } from './batch-log.ts'
import { controlBatch } from './control-batch.ts'
import { afterMarker } from './producer-state.ts'
import type { Producers } from './producers.ts'
import type { Partition } from './topics.ts'

/** Ends a transaction in one commit, `store` within it; see `BatchLog.endTransaction`. */
export function endTransaction(
  parts: { queue: AppendQueue; producers: Producers; now: () => number },
  partitions: () => readonly Partition[],
  { producerId, epoch, isCommitted }: TransactionEnd,
  store: () => void,
): Promise<void> {
  const { queue, producers, now } = parts
  return new Promise((resolve, reject) => {
    queue.add({
      isBegun: false,
      encode(turn) {
        for (const partition of partitions()) {
          const timestamp = now()
          const bytes = controlBatch({ producerId, epoch, isCommitted, timestamp })
          const batch = { bytes, span: 1, records: 0, maxTimestamp: timestamp, notes: null }
          const marker = turn.addBatch(batch, partition)
          writeInt64(bytes, at.baseOffset, marker)
          const state = producers.changes.of(partition, producerId)
          if (!isCommitted && state?.openSince !== undefined) {
            producers.changes.abort(partition, { producerId, firstOffset: state.openSince, lastOffset: marker })
          }
          producers.changes.set(partition, producerId, afterMarker(state, epoch, timestamp))
        }
        return true
      },
      store,
      committed: resolve,
      failed: reject,
    })
  })
}
