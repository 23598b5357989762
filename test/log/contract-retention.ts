import { describe, expect, it } from 'vitest'
import type { Log } from '../../server/log/types.ts'
import { type LogUnderTest, record, valuesOf } from './contract.ts'

export function retentionContract(test: LogUnderTest): void {
  describe('retention', () => {
    it('keeps the newest events up to a size, and gives the room of the others back', async () => {
      const limit = 2 * 1024 * 1024
      const log = await test.open({ retention: { bytes: limit } })
      await write(log, 60, 100_000)
      await log.retain()

      const { bytes, records, segments } = log.size()
      expect(bytes).toBeLessThanOrEqual(limit)
      expect(bytes).toBeGreaterThan(limit / 2)
      expect(segments).toBeLessThanOrEqual(3)
      const partition = log.cluster('main').topic('a')?.partitions[0]
      expect(partition).toMatchObject({ logStart: 60 - records, next: 60, bytes })
      expect(log.cluster('main').read('a', 0, 0, { limit: 1 })[0]?.offset).toBe(60 - records)
      expect(log.scan({ limit: 1 })[0]?.offset).toBe(60 - records)
      expect(log.cluster('main').findOffset('a', 0, 0)?.offset).toBe(60 - records)
    })

    it('goes on by itself while events come in', async () => {
      const log = await test.open({ retention: { bytes: 1024 * 1024 } })
      const start = () => log.cluster('main').topic('a')?.partitions[0]?.logStart
      do await write(log, 1, 100_000)
      while (start() === 0)
      expect(log.scan({ limit: 1 })[0]?.offset).toBe(start())
    })

    it('removes what came in too long ago, whatever time its events say', async () => {
      const log = await test.open({ retention: { ageMs: 1000 } })
      const main = log.cluster('main')
      await main.append([record('a', 'old', { timestamp: test.clock.time + 1e9 })])
      test.clock.time += 800
      await main.append([record('a', 'new', { timestamp: 1 })])
      test.clock.time += 800
      await log.retain()
      expect(valuesOf(main.read('a', 0, 0))).toEqual(['new'])
      // The old one had the highest time; nothing that is left reaches it.
      expect(main.findOffset('a', 0, 2)).toBeUndefined()
      expect(main.findOffset('a', 0, 1)?.offset).toBe(1)
    })

    it('gives no offset and no cursor twice, even when nothing is left', async () => {
      const log = await test.open({ retention: { ageMs: 1000 } })
      const [old] = await log.cluster('main').append([record('a', 'old')])
      test.clock.time += 2000
      await log.retain()
      expect(log.size()).toMatchObject({ records: 0, bytes: 0, batches: 0 })
      const end = log.end()
      await log.close()

      if (!test.keeps) return
      const again = await test.open()
      const [next] = await again.cluster('main').append([record('a', 'next')])
      expect(next?.offset).toBe(1)
      expect(next?.cursor).not.toBe(old?.cursor)
      expect(valuesOf(again.scan({ after: end, limit: 10 }))).toEqual(['next'])
    })
  })
}

async function write(log: Log, count: number, size: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await log.cluster('main').append([record('a', 'x'.repeat(size))])
}
