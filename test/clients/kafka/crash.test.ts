import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { messageOf } from '../../../server/base/errors.ts'
import { messages } from '../../../server/kafka/messages.ts'
import { startBroker } from '../../kafka/broker-process.ts'
import { readAll } from '../../kafka/door.ts'
import { connectWire, type Wire } from '../../kafka/wire.ts'
import { temporaryFolder } from '../../log/temporary-folder.ts'
import { pythonPackages } from './install.ts'

const rounds = Number(process.env.KAFKA_CRASH_ROUNDS ?? 3)
const recordsARound = 1000
const script = join(import.meta.dirname, 'idempotent_producer.py')

interface Told {
  readonly sent: number
  readonly acknowledged: number
  readonly failed: number
  readonly committed: Readonly<Record<string, number>>
}

it('kill -9 under an idempotent confluent-kafka producer loses, doubles and skips nothing', {
  timeout: 240_000 + rounds * 20_000,
}, async ({ skip }) => {
  const path = await pythonPackages().catch(failure => skip(`It takes confluent-kafka: ${messageOf(failure)}`))
  const storage = temporaryFolder()
  let broker = await startBroker(storage)
  const port = Number(broker.address.split(':')[1])
  const client = spawn('python3', [script, broker.address, 'crash', 'g'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONPATH: path },
  })
  onTestFinished(() => void client.kill('SIGKILL'))
  const lines = createInterface({ input: client.stdout })
  const gone = once(client, 'exit').then((): never => {
    throw new Error('The client went away.')
  })
  gone.catch(() => {})
  await Promise.race([once(lines, 'line'), gone])
  for (let round = 1; round <= rounds; round += 1) {
    await untilHeld(await connectWire(broker.address), round * recordsARound)
    broker.process.kill('SIGKILL')
    await once(broker.process, 'exit')
    broker = await startBroker(storage, port)
  }
  client.stdin.end('\n')
  const [line] = (await Promise.race([once(lines, 'line'), gone])) as [string]
  const told = JSON.parse(line) as Told

  const wire = await connectWire(broker.address)
  let stored = 0
  for (const partition of [0, 1, 2]) {
    const records = await readPartition(wire, partition)
    expect(records.map(({ offset }) => offset)).toEqual(records.map((_, at) => at))
    expect(records.map(({ value }) => Number(value))).toEqual(records.map((_, at) => at * 3 + partition))
    stored += records.length
  }
  console.log(`${rounds} rounds: ${JSON.stringify(told)}, ${stored} stored`)
  expect(told).toMatchObject({ acknowledged: stored, failed: 0, sent: stored })
  // The answer to the last commit may have been lost, the commit not.
  const offsets = await committedOffsets(wire)
  for (const [partition, offset] of Object.entries(told.committed)) {
    expect(offsets.get(Number(partition))).toBeGreaterThanOrEqual(offset)
  }
})

async function untilHeld(wire: Wire, count: number): Promise<void> {
  for (let held = 0; held < count; ) {
    const partitions = [0, 1, 2].map(partitionIndex => ({ partitionIndex, timestamp: -1 }))
    const { topics } = await wire.ask(messages.listOffsets, { replicaId: -1, topics: [{ name: 'crash', partitions }] })
    held = topics[0]?.partitions.reduce((sum, { offset }) => sum + offset, 0) ?? 0
  }
  wire.kill()
}

async function readPartition(wire: Wire, partition: number) {
  const records: Awaited<ReturnType<typeof readAll>> = []
  for (;;) {
    const found = (await readAll(wire, 'crash', records.length, { partition })).filter(
      ({ offset }) => offset >= records.length,
    )
    if (found.length === 0) return records
    records.push(...found)
  }
}

async function committedOffsets(wire: Wire): Promise<ReadonlyMap<number, number>> {
  const groups = [{ groupId: 'g', topics: [{ name: 'crash', partitionIndexes: [0, 1, 2] }] }]
  const answer = await wire.ask(messages.offsetFetch, { groups })
  const partitions = answer.groups[0]?.topics[0]?.partitions ?? []
  return new Map(partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]))
}
