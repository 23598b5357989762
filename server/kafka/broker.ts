import type { Clock } from '../base/clock.ts'
import type { Logger } from '../base/logger.ts'
import type { BatchLog } from '../log/batch-log.ts'
import type { DoorFaults } from './disturb.ts'
import { createGroups, type Groups } from './groups/groups.ts'
import { createTransactions, type Transactions } from './transactions/transactions.ts'
import type { Validation } from './validation.ts'

/** What the Kafka door opens onto. */
export interface BrokerParts {
  readonly log: BatchLog
  /** What transactions time out by. */
  readonly clock: Clock
  readonly logger: Logger
  /** Validates what producers send; by default nothing does, as in Kafka. */
  readonly validation?: Validation | undefined
  /** What goes wrong on purpose; by default nothing does. */
  readonly disturbance?: DoorFaults | undefined
  /** The bounds of what a member may ask for; Kafka's by default. */
  readonly sessionTimeoutMs?: { readonly min: number; readonly max: number }
}

/** What the handlers of requests work with. */
export interface Broker extends BrokerParts {
  readonly sessionTimeoutMs: { readonly min: number; readonly max: number }
  readonly groups: Groups
  readonly transactions: Transactions
  /** The log is another: members join again, and transactions are those it keeps. */
  restart(): void
  /** Lets nobody wait any more. */
  close(): void
}

/** We are one broker, and its own controller. */
export const nodeId = 1
/** It changes where another broker takes a partition over; here nobody does. */
export const leaderEpoch = 0
/** Some clients compare it when they come back: the same for good. */
export const clusterId = 'event-sandbox'

// Kafka's group.min.session.timeout.ms and group.max.session.timeout.ms.
const kafkaSessions = { min: 6_000, max: 1_800_000 }

/** Makes the broker over a log. */
export function openBroker(parts: BrokerParts): Broker {
  const groups = createGroups(parts.log)
  const transactions = createTransactions(parts)
  return {
    sessionTimeoutMs: kafkaSessions,
    ...parts,
    groups,
    transactions,
    restart() {
      groups.restart()
      transactions.restart()
    },
    close() {
      groups.close()
      transactions.close()
    },
  }
}
