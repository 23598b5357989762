import { Kafka, logLevel } from 'kafkajs'

/** Adds up what was ordered, and calls `changed` with each new sum; returns how to stop. */
export async function followOrders(changed) {
  const kafka = new Kafka({ brokers: [process.env.KAFKA_BROKERS], logLevel: logLevel.ERROR })
  const consumer = kafka.consumer({ groupId: 'sums' })
  let sum = 0
  await consumer.connect()
  await consumer.subscribe({ topics: ['shop.order-placed'], fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ message }) => {
      sum += JSON.parse(message.value.toString()).amount
      changed(sum)
    },
  })
  return () => consumer.disconnect()
}
