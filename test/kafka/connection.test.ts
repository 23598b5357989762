import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { type AnyMessage, requestFrame } from '../../server/kafka/codec/message.ts'
import { WireReader } from '../../server/kafka/codec/wire-reader.ts'
import { openKafkaServer } from '../../server/kafka/kafka-server.ts'
import { messages } from '../../server/kafka/messages.ts'
import { createTopic, openDoor, send } from './door.ts'
import { connectWire } from './wire.ts'

const apiVersionsRequest = (version: number) =>
  Buffer.concat(requestFrame(messages.apiVersions, { version, correlationId: 7, clientId: 'c' }, {}))

describe('a connection', () => {
  it('is told what we speak, which is what the table of messages has', async () => {
    const wire = await (await openDoor()).connect()
    const { apiKeys } = await wire.ask(messages.apiVersions, {})
    const declared: readonly AnyMessage[] = Object.values(messages)
    expect(apiKeys.map(({ apiKey, minVersion, maxVersion }) => [apiKey, minVersion, maxVersion])).toEqual(
      declared.map(({ key, versions }) => [key, ...versions]).sort(([one = 0], [other = 0]) => one - other),
    )
  })

  it.each([4, 5, 99])('asks for ApiVersions %i, and is answered in version 0 with error 35', async version => {
    const wire = await (await openDoor()).connect()
    wire.send(apiVersionsRequest(version))
    const reader = new WireReader(await wire.frame())
    expect([reader.int32(), reader.int16()]).toEqual([7, 35])
    expect([reader.int32(), reader.int16(), reader.int16(), reader.int16()]).toEqual([1, 18, 0, 3])
    expect(reader.left).toBe(0)
    expect((await wire.ask(messages.apiVersions, {})).errorCode).toBe(0)
  })

  it('is answered ApiVersions without tagged fields in the header, whatever the version', async () => {
    const wire = await (await openDoor()).connect()
    wire.send(apiVersionsRequest(3))
    const frame = await wire.frame()
    expect(frame.readInt16BE(4)).toBe(0)
  })

  it('may leave bytes behind a request, as librdkafka does', async () => {
    const wire = await (await openDoor()).connect()
    const [, body = Buffer.alloc(0)] = requestFrame(
      messages.metadata,
      { version: 9, correlationId: 3, clientId: 'c' },
      { topics: null },
    )
    const length = Buffer.alloc(4)
    length.writeInt32BE(body.length + 3)
    wire.send(Buffer.concat([length, body, Buffer.from([1, 0, 0])]))
    expect((await wire.frame()).readInt32BE(0)).toBe(3)
  })

  it('may send its requests in any pieces', async () => {
    const wire = await (await openDoor()).connect()
    const bytes = Buffer.concat([apiVersionsRequest(0), apiVersionsRequest(1), apiVersionsRequest(2)])
    for (const byte of bytes) wire.send(Buffer.from([byte]))
    for (const _ of [0, 1, 2]) expect((await wire.frame()).readInt32BE(0)).toBe(7)
  })

  it.each([
    ['a length beyond all measure', Buffer.from('7fffffff', 'hex')],
    ['a length below nothing', Buffer.from('ffffffff', 'hex')],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')],
    ['an empty frame', Buffer.from('00000000', 'hex')],
    ['a request that there is not', Buffer.from('0000000a03e70000000000010000', 'hex')],
    ['a version that was not offered', Buffer.from('0000000a00000063000000010000', 'hex')],
    ['an array of two thousand million', Buffer.from('0000000e00030001000000010000 7fffffff'.replace(' ', ''), 'hex')],
    ['a body that is cut off', Buffer.from('0000000c000300010000000100000000', 'hex')],
  ])('ends with %s, and others go on', async (_, bytes) => {
    const door = await openDoor()
    const [bad, good] = [await door.connect(), await door.connect()]
    bad.send(bytes)
    await bad.closed
    expect((await good.ask(messages.apiVersions, {})).errorCode).toBe(0)
  })

  it('that goes away in the middle of a request leaves nothing behind', async () => {
    const door = await openDoor()
    const wire = await door.connect()
    wire.send(apiVersionsRequest(0).subarray(0, 9))
    wire.kill()
    await door.stop()
  })
})

describe('metadata', () => {
  it.each([0, 1, 4, 9])('has the broker where this client reached it, in version %i', async version => {
    const door = await openDoor()
    const wire = await door.connect()
    await createTopic(wire, 'a', 3)
    const { brokers, topics } = await wire.ask(messages.metadata, { topics: [{ name: 'a' }] }, version)
    expect(brokers.map(({ host, port }) => `${host}:${port}`)).toEqual([door.brokers])
    expect(topics[0]?.partitions.map(({ partitionIndex, leaderId }) => [partitionIndex, leaderId])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ])
  })

  it('has the address that it is told to have, behind a mapped port', async () => {
    const door = await openDoor()
    const parts = { log: door.log, clock: { now: () => Date.now() }, logger: silentLogger }
    const advertised = { host: 'kafka.example', port: 29092 }
    const server = await openKafkaServer(parts, { port: 0, host: '127.0.0.1', advertised })
    const wire = await connectWire(`127.0.0.1:${server.port}`)
    const { brokers } = await wire.ask(messages.metadata, { topics: [] })
    expect(brokers).toMatchObject([advertised])
    const { coordinators } = await wire.ask(messages.findCoordinator, { coordinatorKeys: ['g'] })
    expect(coordinators).toMatchObject([advertised])
    await server.close()
  })

  it.each([
    [0, [], ['a', 'b']],
    [1, [], []],
    [1, null, ['a', 'b']],
    [9, [], []],
    [9, null, ['a', 'b']],
  ])('in version %i asked for %j is of %j', async (version, wanted, names) => {
    const wire = await (await openDoor()).connect()
    for (const name of ['a', 'b']) await createTopic(wire, name)
    const { topics } = await wire.ask(messages.metadata, { topics: wanted }, version)
    expect(topics.map(({ name }) => name)).toEqual(names)
  })

  it('makes a topic that is asked for, unless the client forbids it', async () => {
    const wire = await (await openDoor()).connect()
    const ask = async (name: string, allowAutoTopicCreation: boolean) => {
      const { topics } = await wire.ask(messages.metadata, { topics: [{ name }], allowAutoTopicCreation })
      return [topics[0]?.errorCode, topics[0]?.partitions.length]
    }
    expect(await ask('a', false)).toEqual([3, 0])
    expect(await ask('a', true)).toEqual([0, 1])
    expect(await ask('not a name', true)).toEqual([17, 0])
    expect(await ask('_sandbox.more', true)).toEqual([3, 0])
    expect((await send(wire, 'a', ['v'])).baseOffset).toBe(0)
  })
})
