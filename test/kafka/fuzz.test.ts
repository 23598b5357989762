import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type AnyMessage, requestFrame } from '../../server/kafka/codec/message.ts'
import { messages } from '../../server/kafka/messages.ts'
import { hasShared, shared } from '../shared.ts'
import { type Door, openDoor } from './door.ts'

const rounds = Number(process.env.KAFKA_FUZZ_FRAMES ?? 20_000)
const perConnection = 2

describe('bytes that are no request of a sane client', () => {
  it(`${rounds} of them: every connection is answered or ended, and others go on`, async () => {
    const door = await openDoor()
    const good = await door.connect('good')
    const random = randomFrom(4711)
    const seeds = [...ownFrames(), ...(hasShared ? capturedFrames() : [])]
    let ended = 0
    for (let sent = 0; sent < rounds; sent += perConnection) {
      ended += await tryFrames(door, () => mutated(seeds[random(seeds.length)] ?? Buffer.alloc(0), random))
      if (sent % 1000 === 0) expect((await good.ask(messages.apiVersions, {})).errorCode).toBe(0)
    }
    expect((await good.ask(messages.metadata, { topics: [] })).brokers).toHaveLength(1)
    console.log(`${rounds} frames from ${seeds.length} seeds; ${ended} of ${rounds / perConnection} connections ended`)
  })
})

// Sends frames that are answered or not, then one whose answer shows that the connection lives.
async function tryFrames(door: Door, next: () => Buffer): Promise<0 | 1> {
  const wire = await door.connect('fuzz')
  const frames = Array.from({ length: perConnection }, next)
  wire.send(Buffer.concat([...frames, last]))
  try {
    while ((await wire.frame()).readInt32BE(0) !== lastId);
    wire.kill()
    return 0
  } catch {
    return 1
  }
}

const lastId = 0x7ead
const last = Buffer.concat(
  requestFrame(messages.apiVersions, { version: 0, correlationId: lastId, clientId: null }, {}),
)

// Requests that wait would make the test wait: their times are cut.
const waits: readonly AnyMessage[] = [messages.joinGroup, messages.syncGroup, messages.fetch]

function ownFrames(): Buffer[] {
  const all: readonly AnyMessage[] = Object.values(messages)
  return all.map(({ key, versions }) => {
    const body = Buffer.alloc(60)
    body.writeInt16BE(key, 0)
    body.writeInt16BE(versions[1], 2)
    return body
  })
}

function capturedFrames(): Buffer[] {
  const folder = shared('cases', 'kafka', 'frames')
  return readdirSync(folder).flatMap(name => {
    const { frames } = JSON.parse(readFileSync(shared('cases', 'kafka', 'frames', name), 'utf8')) as {
      frames: { key: number; ver: number; req: string }[]
    }
    const sane = frames.filter(({ key, ver }) => isOffered(key, ver) && !waits.some(message => message.key === key))
    return sane.map(({ req }) => Buffer.from(req, 'hex'))
  })
}

function isOffered(key: number, version: number): boolean {
  const message = (Object.values(messages) as readonly AnyMessage[]).find(each => each.key === key)
  return message !== undefined && version >= message.versions[0] && version <= message.versions[1]
}

function mutated(seed: Buffer, random: (below: number) => number): Buffer {
  let body = Buffer.from(seed)
  for (let times = random(3); times > 0 && body.length > 8; times -= 1) {
    const at = 8 + random(body.length - 8)
    const kind = random(5)
    if (kind === 0) body[at] = random(256)
    else if (kind === 1) body[at] = [0, 127, 128, 255][random(4)] ?? 0
    else if (kind === 2) body = body.subarray(0, at)
    else if (kind === 3)
      body = Buffer.concat([body.subarray(0, at), Buffer.alloc(random(9), random(256)), body.subarray(at)])
    else body = Buffer.concat([body.subarray(0, at), body.subarray(Math.min(body.length, at + random(9)))])
  }
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length)
  return Buffer.concat([length, body])
}

// The same every time, so that what fails can be tried again.
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
}
