import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { builtInSchemas } from '../../server/config/built-in.ts'
import { defaultGate } from '../../server/intake/gate-settings.ts'
import { createJudge } from '../../server/intake/judge.ts'
import { readRejection } from '../../server/intake/rejections.ts'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { openKafkaServer } from '../../server/kafka/kafka-server.ts'
import { createValidation, type ValidationMode } from '../../server/kafka/validation.ts'
import { openSqliteLog } from '../../server/log/sqlite-log.ts'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'
import { noStreamConfig } from '../../server/stream/stream-config.ts'
import { testEvent } from '../front-door.ts'
import { batchOf } from './batches.ts'
import { createTopic, produce, readAll } from './door.ts'
import { connectWire } from './wire.ts'

const whole = JSON.stringify(
  testEvent({ meta: { stream: 'test.event', id: randomUUID(), dt: '2026-01-01T00:00:00Z' }, test: 'hi' }),
)
const wrong = JSON.stringify({ ...JSON.parse(whole), test: 5 })

describe('validation at the Kafka door', () => {
  it.each([
    ['of another type', wrong, 'must be a string'],
    ['that is no JSON', '{"a":', 'The record is not JSON'],
    ['that names no schema', '{"a":1}', '$schema'],
    ['that names an unknown schema', '{"$schema":"/no/such/1.0.0"}', '/no/such/1.0.0'],
  ])('refuses a record %s, says which one, and keeps it for the page', async (_, value, words) => {
    const { log, wire } = await begin('reject')
    const answer = await produce(wire, 't', batchOf([whole, value]))
    expect(answer.errorCode).toBe(errorCode.invalidRecord)
    expect(answer.recordErrors).toMatchObject([
      { batchIndex: 1, batchIndexErrorMessage: expect.stringContaining(words) },
    ])
    expect(answer.errorMessage).toContain(words)
    expect(await readAll(wire, 't')).toEqual([])
    const [kept] = log.read('_sandbox.rejections', 0, 0)
    const rejection = readRejection(kept?.value ?? Buffer.from('{}'))
    expect(rejection).toMatchObject({ raw: value, problems: [{ message: expect.stringContaining(words) }] })
    expect(kept?.note).toMatchObject({ door: 'kafka', producer: 'wire' })
  })

  it('takes what is right, and tombstones', async () => {
    const { log, wire } = await begin('reject')
    expect((await produce(wire, 't', batchOf([whole, null]))).errorCode).toBe(errorCode.none)
    expect((await readAll(wire, 't')).map(({ value }) => value)).toEqual([whole, null])
    expect(log.topic('_sandbox.rejections')).toBeUndefined()
  })

  it('may warn alone: the record is taken, and what is wrong is kept for the page', async () => {
    const { log, wire } = await begin('warn')
    expect((await produce(wire, 't', batchOf([whole, wrong]))).errorCode).toBe(errorCode.none)
    expect((await readAll(wire, 't')).map(({ value }) => value)).toEqual([whole, wrong])
    const [first, second] = log.read('t', 0, 0)
    expect(first?.note?.problems).toBeUndefined()
    expect(second?.note?.problems).toMatchObject([{ message: expect.stringContaining('must be a string') }])
    const rejections = log.read('_sandbox.rejections', 0, 0)
    expect(rejections.map(({ value }) => readRejection(value ?? Buffer.of()).kept)).toEqual([
      { topic: 't', partition: 0, offset: 1 },
    ])
  })

  it('notes a batch that comes twice once', async () => {
    const { log, wire } = await begin('warn')
    const id = { producerId: 7, epoch: 0, sequence: 0 }
    await produce(wire, 't', batchOf([wrong], id))
    expect(await produce(wire, 't', batchOf([wrong], id))).toMatchObject({ errorCode: 0, baseOffset: 0 })
    expect(log.read('_sandbox.rejections', 0, 0)).toHaveLength(1)
  })

  it.each([
    ['off', 'reject', errorCode.invalidRecord],
    ['off', 'warn', errorCode.none],
    ['reject', 'off', errorCode.none],
    ['reject', 'inherit', errorCode.invalidRecord],
  ] as const)('for all %s, of the topic %s', async (mode, ofTopic, error) => {
    const { wire } = await begin(mode)
    await createTopic(wire, 'own', 1, { 'event.validation': ofTopic })
    expect((await produce(wire, 'own', batchOf([wrong]))).errorCode).toBe(error)
  })
})

async function begin(mode: ValidationMode) {
  const clock = { now: () => Date.now() }
  const logger = silentLogger
  const folders = [{ name: 'built-in', folder: builtInSchemas }]
  const schemas = await openSchemaRepository({ folders, watch: false, logger })
  const judge = createJudge({
    settings: defaultGate,
    schemas,
    streams: noStreamConfig,
    ids: { newId: randomUUID, ownId: randomUUID },
  })
  const log = await openSqliteLog({ storage: 'memory', durability: 'normal', retention: {}, clock, logger })
  const main = log.cluster('main')
  const validation = createValidation({ mode, judge, log: main, clock })
  const server = await openKafkaServer({ log: main, clock, logger, validation }, { port: 0, host: '127.0.0.1' })
  onTestFinished(async () => {
    await server.close()
    await log.close()
    await schemas.close()
  })
  const wire = await connectWire(`127.0.0.1:${server.port}`)
  await createTopic(wire, 't')
  return { log: main, wire }
}
