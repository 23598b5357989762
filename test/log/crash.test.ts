import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import type { Log } from '../../server/log/types.ts'
import { keepingLogger, openLog, temporaryFolder } from './temporary-folder.ts'

const child = join(import.meta.dirname, 'crash-child.ts')

it('kill -9 loses nothing that was acknowledged, doubles nothing, and leaves no gap', async () => {
  const folder = temporaryFolder()
  const acknowledged: Acknowledged[] = []
  for (let round = 0; round < 3; round += 1) {
    acknowledged.push(...(await appendUntilKilled(folder, round)))
    const logger = keepingLogger()
    const log = await openLog(folder, { logger })
    const stored = everything(log)
    console.log(`round ${round + 1}: ${acknowledged.length} acknowledged, ${stored.size} stored`)
    for (const { place, value } of acknowledged) expect(stored.get(place)).toBe(value)
    expect(new Set(stored.values()).size).toBe(stored.size)
    for (const { topic, partitions } of log.topics()) {
      expect([...stored.keys()].filter(place => place.startsWith(`${topic} `))).toHaveLength(partitions[0]?.next ?? -1)
    }
    expect(logger.warnings).toEqual([])
    await log.close()
  }
  expect(acknowledged.length).toBeGreaterThan(1000)
})

interface Acknowledged {
  readonly place: string
  readonly value: string
}

// The moment is one of the writer's own: after so many acknowledged records, in the middle of the next ones.
async function appendUntilKilled(folder: string, round: number): Promise<Acknowledged[]> {
  const writer = spawn(process.execPath, ['--import', 'tsx', child, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(writer, 'exit')
  const enough = 500 + randomInt(5000)
  const acknowledged: Acknowledged[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    const [topic, offset, value, end] = line.split(' ')
    // The last line may be cut off by the kill.
    if (value && end) acknowledged.push({ place: `${topic} ${offset}`, value })
    if (acknowledged.length === enough) writer.kill('SIGKILL')
  }
  expect(await exit).toEqual([null, 'SIGKILL'])
  return acknowledged
}

function everything(log: Log): Map<string, string> {
  const stored = new Map<string, string>()
  for (let after = '0.0' as const as `${number}.${number}`; ; ) {
    const page = log.scan({ after, limit: 1000 })
    for (const { topic, offset, value } of page) stored.set(`${topic} ${offset}`, String(value).trimEnd())
    const last = page.at(-1)
    if (!last) return stored
    after = last.cursor
  }
}
