import { describe, expect, it } from 'vitest'
import type { EventLog } from '../../server/log/types.ts'
import { type LogUnderTest, numbered, numbersFrom, record, valuesOf } from './contract.ts'

export function readContract(test: LogUnderTest): void {
  describe('reading', () => {
    it('begins at any offset, inside a batch as well, and ends at the limit', async () => {
      const main = (await test.open()).cluster('main')
      await main.append(numbered('a', 10))
      await main.append(numbered('a', 10))
      expect(main.read('a', 0, 7, { limit: 6 }).map(({ offset }) => offset)).toEqual(numbersFrom(7, 13))
      expect(main.read('a', 0, 20)).toEqual([])
      expect(main.read('a', 1, 0)).toEqual([])
      expect(main.read('b', 0, 0)).toEqual([])
    })

    it('ends at about so many bytes, but never before the first record', async () => {
      const main = (await test.open()).cluster('main')
      await main.append([record('a', 'x'.repeat(1000)), record('a', 'y'.repeat(1000)), record('a', 'z')])
      expect(main.read('a', 0, 0, { maxBytes: 1 })).toHaveLength(1)
      expect(main.read('a', 0, 0, { maxBytes: 1500 })).toHaveLength(1)
      expect(main.read('a', 0, 0, { maxBytes: 2500 })).toHaveLength(3)
    })

    // Times of two batches; 50 is out of order, as events are.
    const batches = [[10, 50, 20], [30, 40], [60]]
    it.each([
      [0, 0, 10],
      [10, 0, 10],
      [11, 1, 50],
      [50, 1, 50],
      [51, 5, 60],
      [60, 5, 60],
    ])('finds the first record at or after %d inside a batch', async (time, offset, timestamp) => {
      const main = (await test.open()).cluster('main')
      for (const times of batches) await main.append(times.map(at => record('a', 'v', { timestamp: at })))
      expect(main.findOffset('a', 0, time)).toEqual({ offset, timestamp })
      expect(main.findOffset('a', 0, 61)).toBeUndefined()
      expect(main.findOffset('b', 0, 0)).toBeUndefined()
    })

    it('finds times among thousands of batches', async () => {
      const main = (await test.open()).cluster('main')
      for (let at = 0; at < 2000; at += 1) await main.append([record('a', 'v', { timestamp: at * 10 })])
      for (const at of [0, 1, 999, 1999]) expect(main.findOffset('a', 0, at * 10 - 5)?.offset).toBe(at)
    })

    it('tells each topic with its partitions, also after it was enlarged', async () => {
      const main = (await test.open()).cluster('main')
      main.createTopic('a', 2)
      await main.append([record('a', 'v', { partition: 1 })])
      main.createTopic('a', 3)
      main.createTopic('a', 1)
      const [topic] = main.topics()
      expect(topic?.partitions.map(({ partition, logStart, next }) => [partition, logStart, next])).toEqual([
        [0, 0, 0],
        [1, 0, 1],
        [2, 0, 0],
      ])
      expect(topic?.partitions[1]?.bytes).toBeGreaterThan(60)
      expect(main.topic('a')).toEqual(topic)
    })
  })

  describe('waiting', () => {
    it('misses nothing: a reader that asks before it reads sees every record once', async () => {
      const main = (await test.open()).cluster('main')
      const seen = readUntil(main, 'a', 500)
      for (let at = 0; at < 500; at += 1) {
        const append = main.append([record('a', String(at))])
        if (at % 3 === 0) await append
      }
      expect(await seen).toEqual(numbersFrom(0, 500).map(String))
    })

    it('wakes those who wait for a topic, for any topic, or for any cluster, and nobody else', async () => {
      const log = await test.open()
      const main = log.cluster('main')
      const woken: string[] = []
      const note = (name: string) => () => woken.push(name)
      const never = [main.appended(['b']), log.cluster('other').appended()].map(wait => wait.then(note('wrong')))
      const waits = [main.appended(['b', 'a']), main.appended(), log.appended()]
      await main.append([record('a', 'v')])
      await Promise.all(waits)
      expect(woken).toEqual([])
      await Promise.all([main.append([record('b', 'v')]), log.cluster('other').append([record('c', 'v')]), ...never])
    })

    it('ends when its signal aborts', async () => {
      const log = await test.open()
      const abort = new AbortController()
      const waits = [log.appended(abort.signal), log.cluster('main').appended(['a'], abort.signal)]
      abort.abort()
      await Promise.all(waits)
      await log.cluster('main').appended(undefined, abort.signal)
    })
  })

  describe('clusters', () => {
    it('are name spaces: the same topic is another one, offsets begin at 0', async () => {
      const log = await test.open()
      const [main, other] = [log.cluster('main'), log.cluster('other')]
      await main.append([record('a', 'main')])
      const [position] = await other.append([record('a', 'other')])
      expect(position?.offset).toBe(0)
      expect(valuesOf(main.read('a', 0, 0))).toEqual(['main'])
      expect(valuesOf(other.read('a', 0, 0))).toEqual(['other'])
      expect(main.topics()).toHaveLength(1)
      expect(log.topics().map(({ cluster }) => cluster)).toEqual(['main', 'other'])
      expect(log.scan({ limit: 10 }).map(({ cluster }) => cluster)).toEqual(['main', 'other'])
    })
  })
}

async function readUntil(log: EventLog, topic: string, count: number): Promise<(string | undefined)[]> {
  const seen: (string | undefined)[] = []
  while (seen.length < count) {
    const appended = log.appended([topic])
    const records = log.read(topic, 0, seen.length, { limit: 7 })
    seen.push(...valuesOf(records))
    if (records.length === 0) await appended
  }
  return seen
}
