import { once } from 'node:events'
import { expect, it } from 'vitest'
import { messages } from '../../server/kafka/messages.ts'
import { temporaryFolder } from '../log/temporary-folder.ts'
import { startBroker } from './broker-process.ts'
import { createTopic, openDoor, readAll, send } from './door.ts'
import { commit, committed } from './members.ts'
import { connectWire, type Wire } from './wire.ts'

const rounds = Number(process.env.KAFKA_CRASH_ROUNDS ?? 3)

it('kill -9 under a producer that retries loses nothing, doubles nothing, and leaves no gap', async () => {
  const storage = temporaryFolder()
  const producer = { id: -1, next: 0, lastCommitted: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const before = producer.next
    const broker = await startBroker(storage)
    const wire = await connectWire(broker.address)
    if (producer.id < 0) {
      await createTopic(wire, 'a')
      const request = { transactionalId: null, transactionTimeoutMs: 60_000 }
      producer.id = (await wire.ask(messages.initProducerId, request)).producerId
    }
    // Killed while the next batch is on its way: the answer may be lost, the batch may be there.
    const enough = before + 200 + 37 * round
    await sendUntilKilled(wire, producer, () => producer.next >= enough && broker.process.kill('SIGKILL'))
    if (broker.process.exitCode === null && broker.process.signalCode === null) await once(broker.process, 'exit')
  }

  const reader = await (await openDoor({ storage })).connect()
  const records = await readAll(reader, 'a', 0, { maxBytes: 50_000_000 })
  console.log(`${rounds} rounds: ${producer.next} acknowledged, ${records.length} stored`)
  expect(records.map(({ offset }) => offset)).toEqual(records.map((_, at) => at))
  expect(records.map(({ value }) => value)).toEqual(records.map((_, at) => String(at)))
  expect([producer.next, producer.next + 1]).toContain(records.length)
  // The commit of an offset may have been on its way as well.
  expect([producer.lastCommitted, producer.lastCommitted + 1]).toContain(await committed(reader, 'a'))
})

async function sendUntilKilled(
  wire: Wire,
  producer: { id: number; next: number; lastCommitted: number },
  onAcknowledged: () => void,
): Promise<void> {
  try {
    for (;;) {
      const sequence = producer.next
      const { errorCode } = await send(wire, 'a', [String(sequence)], { producerId: producer.id, epoch: 0, sequence })
      expect(errorCode).toBe(0)
      producer.next += 1
      expect(await commit(wire, 'a', producer.next)).toBe(0)
      producer.lastCommitted = producer.next
      onAcknowledged()
    }
  } catch (failure) {
    if (!String(failure).includes('hung up')) throw failure
  }
}
