import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { messages } from '../../server/kafka/messages.ts'
import { openFrontDoor, testEvent } from '../front-door.ts'
import { batchOf } from '../kafka/batches.ts'
import { createTopic, fetchFrom, produce, readAll } from '../kafka/door.ts'
import { commit, committed, heartbeat, join, sync } from '../kafka/members.ts'
import { connectWire } from '../kafka/wire.ts'
import { temporaryFolder } from '../log/temporary-folder.ts'

describe('restoring a snapshot', () => {
  it.each(['memory', 'disk'])('is complete when it answers, by every door, in %s', async storage => {
    await using sandbox = await openFrontDoor({ storage: storage === 'disk' ? temporaryFolder() : 'memory' })
    const wire = await connectWire(sandbox.brokers)
    await sandbox.post([testEvent(), testEvent({ test: 5 }), testEvent({ test: 'two' })])
    await commit(wire, 'test.event', 1)
    const saved = await sandbox.snapshots.save('before')
    expect(saved).toMatchObject({ name: 'before', savedAt: expect.stringMatching(/Z$/) })
    const before = await everything(sandbox.get)

    await sandbox.reset()
    await sandbox.post([testEvent({ meta: { stream: 'later' } }), testEvent({ test: 6 })])
    await commit(wire, 'test.event', 2)
    expect(await everything(sandbox.get)).not.toEqual(before)

    await sandbox.snapshots.restore('before')
    expect(await everything(sandbox.get)).toEqual(before)
    expect(await committed(wire, 'test.event')).toBe(1)
    expect((await readAll(wire, 'test.event')).map(({ value }) => JSON.parse(String(value)).test)).toEqual([
      'hi',
      'two',
    ])
    expect((await sandbox.post(testEvent({ test: 'on' }))).status).toBe(201)
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ valid: 3, invalid: 1 })
    expect((await sandbox.get('/_sandbox/histogram?bars=1')).bars).toEqual([[3, 1]])
  })

  it('lets readers begin anew: streams end, the page subscribes again, who waits looks again', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post(testEvent({ test: 'saved' }))
    await sandbox.snapshots.save('one')
    await sandbox.reset()
    await sandbox.post(testEvent({ test: 'since' }))

    const stream = await fetch(`${sandbox.url}/v2/stream/test.event`, { headers: { accept: 'application/json' } })
    const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/_sandbox/live`)
    await once(socket, 'open')
    const first = frameWith(socket, 'items')
    socket.send(JSON.stringify({ subscribe: { q: '' } }))
    expect(await first).toMatchObject({ items: [{ status: 'valid' }] })
    const waited = sandbox.waitForEvent({ test: 'saved' }, { within: '60s' })
    const told = frameWith(socket, 'error')
    await sandbox.snapshots.restore('one')

    expect(await waited).toMatchObject({ test: 'saved' })
    expect((await stream.text()).trim()).toBe('')
    expect(await told).toMatchObject({ error: { code: 'bad_cursor' } })
    const again = frameWith(socket, 'items')
    socket.send(JSON.stringify({ subscribe: { q: '' } }))
    expect(await again).toMatchObject({ items: [{ status: 'valid' }], totals: { valid: 1, invalid: 0 } })
    socket.close()
  })

  it('sends members of groups away to join again, and answers who waits behind the end', async () => {
    await using sandbox = await openFrontDoor()
    const [wire, reader] = [await connectWire(sandbox.brokers), await connectWire(sandbox.brokers)]
    await createTopic(wire, 'a')
    await produce(wire, 'a', batchOf(['0', '1']))
    await sandbox.snapshots.save('one')
    const first = batchOf(['2'], { producerId: 7, epoch: 0, sequence: 0 })
    expect((await produce(wire, 'a', first)).errorCode).toBe(errorCode.none)
    const member = await join(wire)
    await sync(wire, member, { [member.memberId]: 'all' })
    await commit(wire, 'a', 3, member)
    const waiting = fetchFrom(reader, 'a', 3, { maxWaitMs: 30_000 })

    await sandbox.snapshots.restore('one')
    expect(await waiting).toMatchObject({ errorCode: errorCode.offsetOutOfRange, highWatermark: 2 })
    expect(await heartbeat(wire, member)).toBe(errorCode.unknownMemberId)
    expect(await commit(wire, 'a', 3, member)).toBe(errorCode.illegalGeneration)
    expect(await committed(wire, 'a')).toBe(-1)
    expect((await join(wire)).errorCode).toBe(errorCode.none)
    // Nobody remembers what the producer sent since: it goes on.
    const next = batchOf(['3'], { producerId: 7, epoch: 0, sequence: 1 })
    expect(await produce(wire, 'a', next)).toMatchObject({ errorCode: errorCode.none, baseOffset: 2 })
  })

  it('aborts transactions that were open when it was saved', async () => {
    await using sandbox = await openFrontDoor()
    const wire = await connectWire(sandbox.brokers)
    const id = { transactionalId: 't', transactionTimeoutMs: 1, producerId: -1, producerEpoch: -1 }
    await createTopic(wire, 'a')
    await produce(wire, 'a', batchOf(['0']))
    const begun = await wire.ask(messages.initProducerId, { ...id, transactionTimeoutMs: 60_000 })
    const identity = { transactionalId: 't', producerId: begun.producerId, producerEpoch: begun.producerEpoch }
    await wire.ask(messages.addPartitionsToTxn, { ...identity, topics: [{ name: 'a', partitions: [0] }] })
    const within = { producerId: begun.producerId, epoch: 0, sequence: 0, isTransactional: true }
    await produce(wire, 'a', batchOf(['open'], within), { id: 't' })
    await sandbox.snapshots.save('one')
    await wire.ask(messages.endTxn, { ...identity, committed: true })
    expect(await fetchFrom(wire, 'a', 0)).toMatchObject({ lastStableOffset: 3 })
    await sandbox.snapshots.restore('one')
    expect(await fetchFrom(wire, 'a', 0)).toMatchObject({ highWatermark: 2, lastStableOffset: 1 })
    await wire.ask(messages.initProducerId, id)
    expect(await fetchFrom(wire, 'a', 0)).toMatchObject({ highWatermark: 3, lastStableOffset: 3 })
  })

  it('is refused with what to do, and changes nothing', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post(testEvent())
    await sandbox.snapshots.save('before')
    await expect(sandbox.snapshots.restore('befor')).rejects.toMatchObject({
      code: 'snapshot_unknown',
      hint: 'Did you mean before?',
    })
    await expect(sandbox.snapshots.save('before')).rejects.toMatchObject({ code: 'snapshot_exists' })
    await expect(sandbox.snapshots.save('a/b')).rejects.toMatchObject({ code: 'bad_request' })
    await expect(sandbox.snapshots.delete('../before')).rejects.toMatchObject({ code: 'snapshot_unknown' })
    expect(await sandbox.snapshots.list()).toMatchObject([{ name: 'before' }])
    await sandbox.snapshots.delete('before')
    expect(await sandbox.snapshots.list()).toEqual([])
    expect(await sandbox.events()).toHaveLength(1)
  })
})

function frameWith(socket: WebSocket, part: string): Promise<unknown> {
  return new Promise(resolve => {
    socket.on('message', message => {
      const frame = JSON.parse(String(message))
      if (part in frame) resolve(frame)
    })
  })
}

async function everything(get: (path: string) => Promise<unknown>): Promise<unknown> {
  const paths = ['events?order=asc', 'summary', 'topics', 'problems', 'groups', 'histogram?bars=1&from=2020-01-01']
  const answers = await Promise.all(paths.map(path => get(`/_sandbox/${path}`)))
  // When a histogram ends is the moment it is asked for; lag is told with the group.
  return JSON.parse(JSON.stringify(answers, (key, value) => (key === 'to' ? undefined : value)))
}
