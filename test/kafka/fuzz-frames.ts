import { readdirSync, readFileSync } from 'node:fs'
import { type AnyMessage, requestFrame } from '../../server/kafka/codec/message.ts'
import { messages } from '../../server/kafka/messages.ts'
import { hasShared, shared } from '../shared.ts'

/** Makes frames that are no request of a sane client, always the same ones. */
export interface FrameFuzzer {
  readonly seeds: number
  next(): Buffer
}

/** Captured requests and empty ones of every kind, changed here and there. */
export function createFrameFuzzer(seed: number): FrameFuzzer {
  const random = randomFrom(seed)
  const seeds = [...ownFrames(), ...(hasShared ? capturedFrames() : [])]
  return { seeds: seeds.length, next: () => mutated(seeds[random(seeds.length)] ?? Buffer.alloc(0), random) }
}

const lastId = 0x7ead

/** A sane request whose answer shows that the connection lives. */
export const lastRequest = Buffer.concat(
  requestFrame(messages.apiVersions, { version: 0, correlationId: lastId, clientId: null }, {}),
)

/** Whether a frame is the answer to {@link lastRequest}. */
export function answersLast(frame: Buffer): boolean {
  return frame.length >= 4 && frame.readInt32BE(0) === lastId
}

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
    const kind = random(6)
    if (kind === 0) body[at] = random(256)
    else if (kind === 1) body[at] = [0, 127, 128, 255][random(4)] ?? 0
    else if (kind === 2) body = body.subarray(0, at)
    else if (kind === 3)
      body = Buffer.concat([body.subarray(0, at), Buffer.alloc(random(9), random(256)), body.subarray(at)])
    else if (kind === 4)
      body = Buffer.concat([body.subarray(0, at), body.subarray(Math.min(body.length, at + random(9)))])
    else
      body = Buffer.concat([body.subarray(0, at), Buffer.from(Array.from({ length: random(40) }, () => random(256)))])
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
