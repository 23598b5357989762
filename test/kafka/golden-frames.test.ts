import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  type AnyMessage,
  readHeader,
  readRequest,
  readResponse,
  requestFrame,
  responseFrame,
} from '../../server/kafka/codec/message.ts'
import { WireReader } from '../../server/kafka/codec/wire-reader.ts'
import { messages } from '../../server/kafka/messages.ts'
import { hasShared, shared } from '../shared.ts'

interface Frame {
  readonly key: number
  readonly ver: number
  readonly req: string
  readonly resp: string
  readonly reqLen: number
  readonly respLen: number
}

const folder = shared('cases', 'kafka', 'frames')
const all: readonly AnyMessage[] = Object.values(messages)

describe.skipIf(!hasShared)('frames captured between real clients and Kafka (../shared/cases/kafka/frames)', () => {
  const clients = hasShared ? readdirSync(folder).map(name => name.replace('.json', '')) : []

  it.each(clients)('decode and encode back byte for byte: %s', client => {
    const { frames } = JSON.parse(readFileSync(shared('cases', 'kafka', 'frames', `${client}.json`), 'utf8')) as {
      frames: readonly Frame[]
    }
    const seen = new Set<string>()
    let trips = 0
    for (const frame of frames) {
      const message = all.find(({ key }) => key === frame.key)
      if (!message || frame.ver < message.versions[0] || frame.ver > message.versions[1]) continue
      if (frame.req.length === frame.reqLen * 2) trips += requestTrip(message, frame)
      if (frame.resp.length === frame.respLen * 2) trips += responseTrip(message, frame)
      seen.add(`${message.name} ${frame.ver}`)
    }
    console.log(`${client}: ${trips} round trips; ${[...seen].sort().join(', ')}`)
    expect(trips).toBeGreaterThan(20)
  })
})

function requestTrip(message: AnyMessage, frame: Frame): 1 {
  const bytes = Buffer.from(frame.req, 'hex')
  const reader = new WireReader(bytes)
  const header = readHeader(reader)
  const request = readRequest(message, header.version, reader)
  const again = Buffer.concat(requestFrame(message, header, request as never)).subarray(4)
  expect(again.toString('hex'), `${message.name} ${frame.ver} request`).toBe(frame.req)
  return 1
}

function responseTrip(message: AnyMessage, frame: Frame): 1 {
  const bytes = Buffer.from(frame.resp, 'hex')
  const reader = new WireReader(bytes)
  const correlationId = reader.int32()
  // The broker answers a version of ApiVersions that it does not know in version 0.
  const version = message.key === 18 && bytes.readInt16BE(4) === 35 ? 0 : frame.ver
  const response = readResponse(message, version, reader)
  const again = Buffer.concat(responseFrame(message, version, correlationId, response as never)).subarray(4)
  expect(again.toString('hex'), `${message.name} ${frame.ver} response`).toBe(frame.resp)
  return 1
}
