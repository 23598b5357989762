import type { TransactionStore } from './batch-log.ts'
import type { ClusterParts } from './cluster-log.ts'
import type { GroupOffsetTable } from './group-offsets.ts'
import type { Producers } from './producers.ts'
import type { Sweeper } from './sweeper.ts'
import type { Tallies } from './tallies.ts'
import type { Transaction } from './transaction.ts'

/** What one cluster's view takes beside {@link ClusterParts}. */
export interface BatchParts extends ClusterParts {
  readonly producers: Producers
  readonly offsets: GroupOffsetTable
  readonly transactions: (cluster: string) => TransactionStore
  readonly transaction: Transaction
  readonly tallies: Tallies
  readonly sweeper: Sweeper
  readonly now: () => number
}
