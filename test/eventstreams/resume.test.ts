import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { resumeRounds } from '../../scripts/resume-rounds.ts'
import { builtCommand } from '../built.ts'
import { openFrontDoor } from '../front-door.ts'
import { batchOf } from '../kafka/batches.ts'
import { createTopic, produce } from '../kafka/door.ts'
import { connectWire } from '../kafka/wire.ts'
import { consume } from './consume.ts'

it('a consumer that resumes 20 times under steady production, across restarts, gets everything in order', async () => {
  const storage = mkdtempSync(join(tmpdir(), 'event-sandbox-resume-'))
  const options = { perSecond: 1000, restartEach: 10, storage }
  const report = await resumeRounds({ ...options, resumes: 20, script: builtCommand })
  rmSync(storage, { recursive: true })
  expect(report).toMatchObject({ resumes: 20, restarts: 2, missing: 0, disordered: 0 })
  expect(report.acknowledged).toBeGreaterThan(500)
  // The sandbox starts from its source three times.
}, 180_000)

it.each([
  ['in the same millisecond', [1000, 1000, 1000], 1001, ['1', '2']],
  ['with an earlier time', [1000, 2000, 500, 3000], 2001, ['2', '3']],
  ['after a time that no record has', [1000, 2000, 3000], 1500, ['1', '2']],
])('a consumer that resumes loses nothing that came later %s', async (_, times, timestamp, expected) => {
  await using sandbox = await openFrontDoor()
  const wire = await connectWire(sandbox.brokers ?? '')
  await createTopic(wire, 'times')
  for (const [number, time] of times.entries()) {
    await produce(wire, 'times', batchOf([`{"n":"${number}"}`], { time }))
  }
  using consumer = await consume(`${sandbox.url}/v2/stream/times`, {
    'last-event-id': JSON.stringify([{ topic: 'times', partition: 0, timestamp }]),
  })
  expect([(await consumer.next()).n, (await consumer.next()).n]).toEqual(expected)
})

it('a partition of which a consumer had nothing goes on behind the last event that it got', async () => {
  await using sandbox = await openFrontDoor()
  const wire = await connectWire(sandbox.brokers ?? '')
  await createTopic(wire, 'two', 2)
  const send = (n: string, partition: number) => produce(wire, 'two', batchOf([`{"n":"${n}"}`]), { partition })
  await send('before', 1)
  const first = await consume(`${sandbox.url}/v2/stream/two`)
  await send('got', 0)
  const { id } = await first.next()
  first[Symbol.dispose]()
  await send('missed', 1)
  using second = await consume(`${sandbox.url}/v2/stream/two`, { 'last-event-id': id })
  expect((await second.next()).n).toBe('missed')
})
