import { expect, it } from 'vitest'
import { pause } from '../../server/base/pause.ts'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { messages } from '../../server/kafka/messages.ts'
import { batchOf, recordsIn } from './batches.ts'
import { createTopic, type Door, fetchFrom, openDoor, produce } from './door.ts'
import { type Generation, heartbeat, join, leave, sync } from './members.ts'
import type { Wire } from './wire.ts'

const partitions = 6
const seconds = Number(process.env.KAFKA_CHURN_SECONDS ?? 60)
const betweenMs = 20

const title = 'members that come and go read every record, and none of them another one has in the same generation'
it(title, { timeout: seconds * 1000 + 120_000 }, async () => {
  const door = await openDoor()
  const writer = await door.connect()
  await createTopic(writer, 't', partitions)
  const owners = new Map<string, string>()
  const read = new Set<string>()
  const sent = { records: 0, isAll: false }
  const isRead = () => sent.isAll && read.size === sent.records
  const random = () => 1 + Math.floor(Math.random() * 30)
  // The last one stays until all is read.
  const passes = [random, random, random, () => Number.POSITIVE_INFINITY]
  const members = passes.map(next => consume(door, next, owners, read, isRead))
  for (
    const end = Date.now() + seconds * 1000;
    Date.now() < end;
    await pause(betweenMs, new AbortController().signal)
  ) {
    const partition = sent.records % partitions
    await produce(writer, 't', batchOf([String(sent.records)]), { partition })
    sent.records += 1
  }
  sent.isAll = true
  const generations = await Promise.all(members)
  let lag = 0
  for (let partition = 0; partition < partitions; partition += 1) {
    lag += (door.log.ends('t', partition)?.next ?? 0) - (await committedOffset(writer, partition))
  }
  console.log(`${Math.max(...generations)} generations, ${read.size} records, ${owners.size} shares, lag ${lag}`)
  expect(read.size).toBe(sent.records)
  expect(lag).toBe(0)
  expect(Math.max(...generations)).toBeGreaterThan(4)
})

// Joins, reads so many times, leaves, and comes back as another member; until all is read.
async function consume(
  door: Door,
  nextPasses: () => number,
  owners: Map<string, string>,
  read: Set<string>,
  isRead: () => boolean,
): Promise<number> {
  let generations = 0
  while (!isRead()) {
    const wire = await door.connect()
    let memberId = ''
    for (let left = nextPasses(); left > 0 && !isRead(); ) {
      const joined = await join(wire, { memberId })
      memberId = joined.errorCode === errorCode.none ? joined.memberId : ''
      if (memberId === '') continue
      generations = Math.max(generations, joined.generationId)
      const ids = joined.members.map(each => each.memberId)
      const { errorCode: error, assignment } = await sync(wire, joined, shares(ids))
      if (error !== errorCode.none) continue
      const mine = assignment === '' ? [] : assignment.split(',').map(Number)
      for (const partition of mine) {
        const share = `generation ${joined.generationId}, partition ${partition}`
        expect([undefined, memberId]).toContain(owners.get(share))
        owners.set(share, memberId)
      }
      while (left > 0 && !isRead() && (await heartbeat(wire, joined)) === errorCode.none) {
        for (const partition of mine) await readOn(wire, joined, partition, read)
        left -= 1
      }
    }
    await leave(wire, { memberId })
    wire.kill()
  }
  return generations
}

// From what the group committed on.
async function readOn(wire: Wire, member: Generation, partition: number, read: Set<string>): Promise<void> {
  const offset = await committedOffset(wire, partition)
  const records = recordsIn((await fetchFrom(wire, 't', offset, { partition, maxWaitMs: 5 })).records)
  const news = records.filter(record => record.offset >= offset)
  for (const { value } of news) read.add(value ?? '')
  const last = news.at(-1)
  if (last) await commitOffset(wire, member, partition, last.offset + 1)
}

function shares(memberIds: readonly string[]): Record<string, string> {
  const all = Array.from({ length: partitions }, (_, partition) => partition)
  const shareOf = (index: number) => all.filter(partition => partition % memberIds.length === index).join(',')
  return Object.fromEntries(memberIds.map((id, index) => [id, shareOf(index)]))
}

async function committedOffset(wire: Wire, partition: number): Promise<number> {
  const groups = [{ groupId: 'g', topics: [{ name: 't', partitionIndexes: [partition] }] }]
  const answer = await wire.ask(messages.offsetFetch, { groups })
  return Math.max(0, answer.groups[0]?.topics[0]?.partitions[0]?.committedOffset ?? 0)
}

async function commitOffset(
  wire: Wire,
  { generationId, memberId }: Generation,
  partitionIndex: number,
  offset: number,
) {
  const topics = [{ name: 't', partitions: [{ partitionIndex, committedOffset: offset, committedMetadata: null }] }]
  await wire.ask(messages.offsetCommit, { groupId: 'g', generationId, memberId, topics })
}
