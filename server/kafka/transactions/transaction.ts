import type { GroupOffset } from '../../log/batch-log.ts'

/** A partition that a transaction writes to. */
export interface Place {
  readonly topic: string
  readonly partition: number
}

/** What is known of a transactional id, as it is kept: JSON. */
export interface Transaction {
  readonly id: string
  readonly producerId: number
  /** A newer producer has a higher one, and fences those before it. */
  readonly epoch: number
  readonly timeoutMs: number
  /** `ending` is never kept: the log ends a transaction whole, or it is still open. */
  readonly status: 'empty' | 'open' | 'ending' | 'committed' | 'aborted'
  /** When the first partition or group came in; 0 while none is open. */
  readonly openedAt: number
  readonly partitions: readonly Place[]
  /** What it commits for groups, by group. */
  readonly offsets: Readonly<Record<string, readonly GroupOffset[]>>
}

/** A transaction of nothing yet. */
export function emptyTransaction(id: string, producerId: number, epoch: number, timeoutMs: number): Transaction {
  return { id, producerId, epoch, timeoutMs, status: 'empty', openedAt: 0, partitions: [], offsets: {} }
}

/** The same with partitions that it writes to from now on. */
export function withPartitions(transaction: Transaction, places: readonly Place[], now: number): Transaction {
  const opened = open(transaction, now)
  const added = places.filter(place => !hasPlace(opened, place))
  return { ...opened, partitions: [...opened.partitions, ...added] }
}

/** The same with a group whose offsets it may commit. */
export function withGroup(transaction: Transaction, group: string, now: number): Transaction {
  const opened = open(transaction, now)
  return { ...opened, offsets: { ...opened.offsets, [group]: opened.offsets[group] ?? [] } }
}

/** The same with offsets that it commits; a later one for the same partition counts. */
export function withOffsets(transaction: Transaction, group: string, offsets: readonly GroupOffset[]): Transaction {
  const before = transaction.offsets[group] ?? []
  const isNew = ({ topic, partition }: GroupOffset) =>
    !offsets.some(each => each.topic === topic && each.partition === partition)
  return { ...transaction, offsets: { ...transaction.offsets, [group]: [...before.filter(isNew), ...offsets] } }
}

/** The same once it has ended. */
export function ended(transaction: Transaction, epoch: number, status: 'committed' | 'aborted'): Transaction {
  return { ...emptyTransaction(transaction.id, transaction.producerId, epoch, transaction.timeoutMs), status }
}

/** Whether it writes to a partition. */
export function hasPlace({ partitions }: Transaction, { topic, partition }: Place): boolean {
  return partitions.some(each => each.topic === topic && each.partition === partition)
}

function open(transaction: Transaction, now: number): Transaction {
  if (transaction.status === 'open') return transaction
  return { ...transaction, status: 'open', openedAt: now, partitions: [], offsets: {} }
}
