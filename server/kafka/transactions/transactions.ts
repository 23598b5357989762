import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { Logger } from '../../base/logger.ts'
import { stampOf } from '../../log/append-batches.ts'
import type { BatchLog, GroupOffset } from '../../log/batch-log.ts'
import { type ErrorNumber, errorCode } from '../error-codes.ts'
import { errorNumberOf } from '../errors.ts'
import {
  emptyTransaction,
  ended,
  hasPlace,
  type Place,
  type Transaction,
  withGroup,
  withOffsets,
  withPartitions,
} from './transaction.ts'

/** Who a request says it is from. */
export interface Producer {
  readonly transactionalId: string
  readonly producerId: number
  readonly producerEpoch: number
}

/** What a producer that begins is given. */
export type Begun = { readonly errorCode: ErrorNumber; readonly producerId: number; readonly producerEpoch: number }

/** The coordinator of transactions: what Kafka keeps in __transaction_state. */
export interface Transactions {
  /** Gives a transactional id to a producer; who had it before is fenced, and its open transaction aborted. */
  begin(id: string, timeoutMs: number, expected: { producerId: number; producerEpoch: number }): Promise<Begun>
  addPartitions(producer: Producer, places: readonly Place[]): ErrorNumber
  addGroup(producer: Producer, group: string): ErrorNumber
  addOffsets(producer: Producer, group: string, offsets: readonly GroupOffset[]): ErrorNumber
  /** Resolves once the markers are written and the offsets committed, all in one commit. */
  end(producer: Producer, isCommitted: boolean): Promise<ErrorNumber>
  /** Why batches cannot be part of a partition, by the transactions of their producers; undefined where they can. */
  faultOfBatches(place: Place, batches: readonly Buffer[]): ErrorNumber | undefined
  /** Whether an open transaction is about to commit an offset. */
  holdsOffset(group: string, topic: string, partition: number): boolean
  /** Reads what is kept again, which is another; nobody's transaction goes on. */
  restart(): void
  close(): void
}

// An epoch is an int16; the highest is never used.
const lastEpoch = 32_766

/** The coordinator over a log; transactions that were open go on, or are aborted when their time is over. */
export function createTransactions(parts: { log: BatchLog; clock: Clock; logger: Logger }): Transactions {
  const { log, clock, logger } = parts
  const byId = new Map<string, Transaction>()
  const byProducer = new Map<number, string>()
  const timers = new Map<string, NodeJS.Timeout>()
  let closed = false

  let restarts = 0

  load()

  function load(): void {
    for (const timer of timers.values()) clearTimeout(timer)
    for (const kept of [timers, byId, byProducer]) kept.clear()
    // Our own JSON, written below.
    for (const text of log.transactions.all().values()) put(JSON.parse(text) as Transaction)
  }

  function put(transaction: Transaction): void {
    const { id, producerId, status, openedAt, timeoutMs } = transaction
    byProducer.delete(byId.get(id)?.producerId ?? -1)
    byId.set(id, transaction)
    byProducer.set(producerId, id)
    if (status !== 'open') {
      clearTimeout(timers.get(id))
      timers.delete(id)
    } else if (!timers.has(id)) {
      timers.set(
        id,
        setTimeout(() => void expire(id), Math.max(0, openedAt + timeoutMs - clock.now())),
      )
    }
  }

  // First on disk: what a producer was told must be true after a restart.
  function save(transaction: Transaction): ErrorNumber {
    try {
      log.transactions.save(transaction.id, JSON.stringify(transaction))
    } catch (failure) {
      return errorNumberOf(failure)
    }
    put(transaction)
    return errorCode.none
  }

  // Whoever had the transactional id is fenced by the epoch.
  async function expire(id: string): Promise<void> {
    timers.delete(id)
    const transaction = byId.get(id)
    if (closed || transaction?.status !== 'open') return
    const error = await finish(transaction, transaction.epoch + 1, false)
    if (error === errorCode.none) {
      logger.warn(`The transaction of ${id} was open for more than ${transaction.timeoutMs} ms, and is aborted.`)
    }
  }

  async function finish(transaction: Transaction, epoch: number, isCommitted: boolean): Promise<ErrorNumber> {
    const { id, producerId, partitions, offsets } = transaction
    const after = ended(transaction, epoch, isCommitted ? 'committed' : 'aborted')
    put({ ...transaction, status: 'ending' })
    const begun = restarts
    try {
      const keep = { id, state: JSON.stringify(after) }
      await log.endTransaction({
        producerId,
        epoch,
        isCommitted,
        partitions,
        offsets: new Map(Object.entries(offsets)),
        keep,
      })
    } catch (failure) {
      if (begun === restarts) put(transaction)
      if (closed) return errorCode.storageError
      logger.warn(`The transaction of ${id} cannot be ended yet: ${messageOf(failure)}`)
      return errorNumberOf(failure)
    }
    if (begun === restarts) put(after)
    return errorCode.none
  }

  /** The transaction of a producer that still has its id, or why it is none. */
  function owned({ transactionalId, producerId, producerEpoch }: Producer): Transaction | ErrorNumber {
    const transaction = byId.get(transactionalId)
    if (!transaction || transaction.producerId !== producerId) return errorCode.invalidProducerIdMapping
    if (transaction.epoch !== producerEpoch) return errorCode.producerFenced
    return transaction.status === 'ending' ? errorCode.concurrentTransactions : transaction
  }

  function change(producer: Producer, changed: (transaction: Transaction) => Transaction): ErrorNumber {
    const transaction = owned(producer)
    return typeof transaction === 'number' ? transaction : save(changed(transaction))
  }

  return {
    async begin(id, timeoutMs, expected) {
      const refused = (error: ErrorNumber) => ({ errorCode: error, producerId: -1, producerEpoch: -1 })
      const before = byId.get(id)
      if (before?.status === 'ending') return refused(errorCode.concurrentTransactions)
      const isAnother = before && (expected.producerId !== before.producerId || expected.producerEpoch !== before.epoch)
      if (expected.producerId !== -1 && isAnother) return refused(errorCode.producerFenced)
      if (before?.status === 'open') {
        const failure = await finish(before, before.epoch + 1, false)
        if (failure) return refused(failure)
      }
      const last = byId.get(id)
      const epoch = before?.status === 'open' ? (last?.epoch ?? 0) : (last?.epoch ?? -1) + 1
      const begun =
        last && epoch <= lastEpoch
          ? emptyTransaction(id, last.producerId, epoch, timeoutMs)
          : emptyTransaction(id, log.nextProducerId(), 0, timeoutMs)
      const failure = save(begun)
      if (failure) return refused(failure)
      return { errorCode: errorCode.none, producerId: begun.producerId, producerEpoch: begun.epoch }
    },

    addPartitions: (producer, places) =>
      change(producer, transaction => withPartitions(transaction, places, clock.now())),
    addGroup: (producer, group) => change(producer, transaction => withGroup(transaction, group, clock.now())),

    addOffsets(producer, group, offsets) {
      const transaction = owned(producer)
      if (typeof transaction === 'number') return transaction
      if (transaction.status !== 'open' || !transaction.offsets[group]) return errorCode.invalidTxnState
      return save(withOffsets(transaction, group, offsets))
    },

    async end(producer, isCommitted) {
      const transaction = owned(producer)
      if (typeof transaction === 'number') return transaction
      // The answer was lost, and the client asks again.
      if (transaction.status === (isCommitted ? 'committed' : 'aborted')) return errorCode.none
      if (transaction.status !== 'open') return errorCode.invalidTxnState
      return finish(transaction, transaction.epoch, isCommitted)
    },

    faultOfBatches(place, batches) {
      for (const batch of batches) {
        const { producerId, epoch, isTransactional } = stampOf(batch)
        const transaction = byId.get(byProducer.get(producerId) ?? '')
        if (!transaction) {
          if (isTransactional) return errorCode.invalidProducerIdMapping
          continue
        }
        if (epoch < transaction.epoch) return errorCode.invalidProducerEpoch
        const isWithin = transaction.status === 'open' && hasPlace(transaction, place)
        if (isTransactional !== isWithin) return errorCode.invalidTxnState
      }
      return undefined
    },

    holdsOffset(group, topic, partition) {
      for (const { status, offsets } of byId.values()) {
        const isUndecided = status === 'open' || status === 'ending'
        const held = isUndecided ? (offsets[group] ?? []) : []
        if (held.some(each => each.topic === topic && each.partition === partition)) return true
      }
      return false
    },

    restart() {
      restarts += 1
      load()
    },

    close() {
      closed = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
