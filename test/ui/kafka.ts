import { Kafka, logLevel, type Message } from 'kafkajs'
import { type RunningSandbox, test as withSandbox } from './sandbox.ts'

/** A sandbox whose Kafka door is open, and a client of it. */
export const test = withSandbox.extend<{ kafka: KafkaClient }>({
  sandbox: async ({ start }, use) => use(await start({ kafka: true })),
  kafka: async ({ sandbox }, use) => {
    const client = clientOf(sandbox)
    await use(client)
    await client.close()
  },
})

/** What tests do with Kafka. */
export interface KafkaClient {
  create(topic: string, partitions?: number, settings?: Readonly<Record<string, string>>): Promise<void>
  produce(topic: string, ...messages: Message[]): Promise<void>
  /** Every topic with its number of partitions. */
  topics(): Promise<Readonly<Record<string, number>>>
  /** What a group committed in a topic, by partition. */
  committed(group: string, topic: string): Promise<readonly string[]>
  /** Joins a group and reads; resolves once it has read `count` records. */
  consume(group: string, topic: string, count: number, name?: string): Promise<{ leave(): Promise<void> }>
  close(): Promise<void>
}

function clientOf(sandbox: RunningSandbox): KafkaClient {
  const open = (clientId: string) => {
    const brokers = [sandbox.kafka ?? '']
    // Its own account of each rebalance; what goes wrong rejects.
    return new Kafka({ clientId, brokers, logLevel: logLevel.NOTHING })
  }
  const kafka = open('page-loader')
  const admin = kafka.admin()
  const producer = kafka.producer()
  const closing: (() => Promise<void>)[] = [() => admin.disconnect(), () => producer.disconnect()]
  return {
    async create(topic, numPartitions = 1, settings = {}) {
      await admin.connect()
      const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }))
      await admin.createTopics({ topics: [{ topic, numPartitions, configEntries }] })
    },
    async produce(topic, ...messages) {
      await producer.connect()
      await producer.send({ topic, messages })
    },
    async topics() {
      await admin.connect()
      const { topics } = await admin.fetchTopicMetadata()
      return Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.length]))
    },
    async committed(groupId, topic) {
      await admin.connect()
      const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] })
      return (offsets?.partitions ?? []).sort((a, b) => a.partition - b.partition).map(({ offset }) => offset)
    },
    async consume(groupId, topic, count, name = 'consumer-1') {
      const consumer = open(name).consumer({ groupId })
      await consumer.connect()
      await consumer.subscribe({ topics: [topic], fromBeginning: true })
      let left = count
      let hasRead = () => {}
      const read = new Promise<void>(resolve => {
        hasRead = resolve
      })
      await consumer.run({
        autoCommitThreshold: 1,
        eachMessage: async () => {
          left -= 1
          if (left === 0) hasRead()
        },
      })
      closing.push(() => consumer.disconnect())
      if (count > 0) await read
      return { leave: () => consumer.disconnect() }
    },
    async close() {
      await Promise.all(closing.map(close => close()))
    },
  }
}
