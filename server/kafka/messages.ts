import type { AnyMessage } from './codec/message.ts'
import * as cluster from './messages/cluster.ts'
import * as configs from './messages/configs.ts'
import * as groups from './messages/groups.ts'
import * as offsets from './messages/offsets.ts'
import * as records from './messages/records.ts'
import * as topics from './messages/topics.ts'
import * as transactions from './messages/transactions.ts'

/**
 * The messages of the protocol, as far as we speak them: the fields of each with the versions that have them, under their
 * names in the protocol's definitions. A field is declared for the versions from `versions` only.
 */
export const messages = {
  ...records,
  ...cluster,
  ...topics,
  ...configs,
  ...groups,
  ...offsets,
  ...transactions,
} as const satisfies Record<string, AnyMessage>
