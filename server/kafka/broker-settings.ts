/** Settings of the broker that tools read; they cannot be changed. */
export const brokerSettings = [
  setting('auto.create.topics.enable', 'true', 'boolean', 'A topic is made when a client first asks for it.'),
  setting('num.partitions', '1', 'int', 'Partitions of a topic that is made by itself.'),
  setting('default.replication.factor', '1', 'int', 'There is one broker.'),
  setting('delete.topic.enable', 'true', 'boolean', 'Topics can be deleted.'),
  setting('log.retention.ms', '-1', 'long', 'Nothing expires by age unless a topic says so.'),
  setting('message.max.bytes', '1048588', 'int', 'The largest batch, unless a topic says otherwise.'),
  setting('offsets.retention.minutes', '2147483647', 'int', 'Offsets stay until their group or topic is deleted.'),
  setting('transaction.max.timeout.ms', '900000', 'int', 'The longest timeout a transaction may ask for.'),
  setting('group.initial.rebalance.delay.ms', '0', 'int', 'A first member does not wait for others.'),
] as const

function setting<Type extends 'boolean' | 'int' | 'long'>(name: string, value: string, type: Type, about: string) {
  return { name, value, type, about }
}
