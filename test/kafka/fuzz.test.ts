import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createFrameSplitter } from '../../server/kafka/frame-splitter.ts'
import { messages } from '../../server/kafka/messages.ts'
import { startBroker } from './broker-process.ts'
import { answersLast, createFrameFuzzer, lastRequest } from './fuzz-frames.ts'
import { connectWire, type Wire } from './wire.ts'

const frames = Number(process.env.KAFKA_FUZZ_FRAMES ?? 20_000)
// The first broken one ends the connection: of more, the rest would never be looked at.
const perConnection = 2
const lanes = 12
const hangsAfterMs = 30_000

describe('bytes that are no request of a sane client', () => {
  it(`${frames} of them: every connection is answered or ended, and others go on`, {
    timeout: 60_000 + frames * 20,
  }, async () => {
    const broker = await startBroker('memory')
    const good = await connectWire(broker.address, 'good')
    const fuzzer = createFrameFuzzer(4711)
    const counts = { answered: 0, ended: 0, hung: 0 }
    const memory: number[] = []
    let left = frames / perConnection
    const checkEvery = Math.ceil(left / 10)

    async function lane(): Promise<void> {
      while (left > 0) {
        left -= 1
        const isCheck = left % checkEvery === 0
        const sent = Buffer.concat([...Array.from({ length: perConnection }, fuzzer.next), lastRequest])
        counts[await tryBytes(broker.address, sent)] += 1
        if (!isCheck) continue
        memory.push(await checkpoint(good, broker.residentMiB))
        process.stderr.write(`${left * perConnection} frames left, ${Math.round(memory.at(-1) ?? 0)} MiB\n`)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))

    expect((await good.ask(messages.metadata, { topics: [] })).brokers).toHaveLength(1)
    const mib = memory.map(each => Math.round(each)).join(' ')
    console.log(`${frames} frames from ${fuzzer.seeds} seeds; connections: ${JSON.stringify(counts)}; MiB: ${mib}`)
    expect(broker.process.exitCode).toBeNull()
    expect(broker.faults()).toEqual([])
    expect(counts.hung).toBe(0)
    expect(counts.answered + counts.ended).toBe(frames / perConnection)
  })
})

function tryBytes(address: string, bytes: Buffer): Promise<'answered' | 'ended' | 'hung'> {
  const [host = '', port = ''] = address.split(':')
  return new Promise(resolve => {
    const split = createFrameSplitter()
    const socket = connect({ host, port: Number(port) }, () => socket.write(bytes))
    const end = (how: 'answered' | 'ended' | 'hung') => {
      clearTimeout(timer)
      socket.resetAndDestroy()
      resolve(how)
    }
    const timer = setTimeout(() => end('hung'), hangsAfterMs)
    socket.on('data', piece => split(piece).some(answersLast) && end('answered'))
    socket.on('error', () => {})
    socket.on('close', () => end('ended'))
  })
}

// What the frames made (a changed name is a topic like any other) is taken away before memory is looked at.
async function checkpoint(good: Wire, residentMiB: () => number): Promise<number> {
  const { topics } = await good.ask(messages.metadata, { topics: null })
  const named = topics.map(({ name }) => ({ name, topicId: '0'.repeat(32) }))
  await good.ask(messages.deleteTopics, { topics: named, topicNames: [], timeoutMs: 1000 })
  const { groups } = await good.ask(messages.listGroups, {})
  await good.ask(messages.deleteGroups, { groupsNames: groups.map(({ groupId }) => groupId) })
  return residentMiB()
}
