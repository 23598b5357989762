import { describe, expect, it } from 'vitest'
import type { NewRecord } from '../../server/log/types.ts'
import { type LogUnderTest, note, numbered, numbersFrom, record, valuesOf } from './contract.ts'

export function appendContract(test: LogUnderTest): void {
  describe('appending', () => {
    it('gives a partition offsets without a gap, in the order of the calls, however many call at once', async () => {
      const main = (await test.open()).cluster('main')
      const answers = await Promise.all(numbered('a', 3000).map(one => main.append([one])))
      expect(answers.map(([position]) => position?.offset)).toEqual(numbersFrom(0, 3000))
      expect(valuesOf(main.read('a', 0, 0, { limit: 5000 }))).toEqual(numbersFrom(0, 3000).map(String))
    })

    it('answers a request of several topics and partitions with its positions in the order given', async () => {
      const main = (await test.open()).cluster('main')
      main.createTopic('a', 2)
      const wanted = [
        record('a', '0', { partition: 1 }),
        record('b', '1'),
        record('a', '2'),
        record('a', '3', { partition: 1 }),
      ]
      const positions = await main.append(wanted)
      expect(positions.map(({ topic, partition, offset }) => [topic, partition, offset])).toEqual([
        ['a', 1, 0],
        ['b', 0, 0],
        ['a', 0, 0],
        ['a', 1, 1],
      ])
      for (const [at, { topic, partition, offset }] of positions.entries()) {
        expect(valuesOf(main.read(topic, partition, offset, { limit: 1 }))).toEqual([String(at)])
      }
    })

    it('has what was answered at once, for every other reader as well', async () => {
      const log = await test.open()
      for (let at = 0; at < 50; at += 1) {
        const [position] = await log.cluster('main').append([record('a', String(at))])
        expect(valuesOf(log.cluster('main').read('a', 0, at))).toEqual([String(at)])
        expect(position && log.at(position.cursor)?.value?.toString()).toBe(String(at))
      }
    })

    it('takes a request too large for one turn, whole and in order, beside small ones', async () => {
      const main = (await test.open()).cluster('main')
      const large = numbered('a', 10_000).map(one => ({ ...one, value: `${one.value}:${'x'.repeat(300)}` }))
      const [first, positions, last] = await Promise.all([
        main.append([record('a', 'first')]),
        main.append(large),
        main.append([record('a', 'last')]),
      ])
      expect(first[0]?.offset).toBe(0)
      expect(positions.map(({ offset }) => offset)).toEqual(numbersFrom(1, 10_001))
      expect(last[0]?.offset).toBe(10_001)
      expect(main.read('a', 0, 10_000)[0]?.value?.toString()).toMatch(/^9999:x{300}$/)
    })

    it('keeps keys, values, headers, times and notes as they were, in any script', async () => {
      const main = (await test.open()).cluster('main')
      const given: NewRecord[] = [
        record('a', 'Ünïcødé 漢字 🎉', { key: Buffer.from('clé 🔑'), timestamp: 1_700_000_000_123, note }),
        { topic: 'a', value: null, timestamp: 1, note },
        record('a', '', { key: Buffer.alloc(0), timestamp: 9_007_199_254_740_991 }),
        { topic: 'a', value: Buffer.from([0, 255, 128]), timestamp: -1 },
        record('a', '漢'.repeat(50_000), {
          headers: [
            { key: 'größe', value: Buffer.from('ü') },
            { key: 'größe', value: null },
            { key: '', value: Buffer.alloc(0) },
          ],
        }),
      ]
      await main.append(given)
      const stored = main.read('a', 0, 0)
      expect(stored.map(({ value }) => value)).toEqual(
        given.map(({ value }) => (typeof value === 'string' ? Buffer.from(value) : value)),
      )
      expect(stored.map(({ key }) => key)).toEqual(given.map(({ key }) => key ?? null))
      expect(stored.map(({ timestamp }) => timestamp)).toEqual(given.map(({ timestamp }) => timestamp))
      expect(stored.map(({ headers }) => headers)).toEqual(given.map(({ headers }) => headers ?? []))
      expect(stored.map(one => one.note)).toEqual([note, note, undefined, undefined, undefined])
      expect(stored.map(({ receivedAt }) => receivedAt)).toEqual(given.map(() => test.clock.time))
    })

    // From Kafka's UtilsTest.testMurmur2, as partitions of a topic of 1,000.
    it.each([
      ['21', -973932308],
      ['foobar', -790332482],
      ['a-little-bit-long-string', -985981536],
      ['a-little-bit-longer-string', -1486304829],
      ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
      ['abc', 479470107],
    ])('sends the key %s to the partition that a Kafka producer would', async (key, hash) => {
      const main = (await test.open()).cluster('main')
      main.createTopic('a', 1000)
      const [position] = await main.append([record('a', 'v', { key: Buffer.from(key) })])
      expect(position?.partition).toBe((hash & 0x7fffffff) % 1000)
    })

    it('takes a whole request or nothing of it', async () => {
      const main = (await test.open()).cluster('main')
      const request = [record('a', 'fine'), record('a', 'lost', { partition: 7 })]
      await expect(main.append(request)).rejects.toMatchObject({ code: 'partition_unknown' })
      expect(main.topic('a')).toBeUndefined()
      expect(await main.append([])).toEqual([])
    })

    it.each(['', '.', '..', 'a b', 'ä', 'a/b', 'a'.repeat(250)])('refuses the topic name "%s"', async topic => {
      const main = (await test.open()).cluster('main')
      await expect(main.append([record(topic, 'v')])).rejects.toMatchObject({ code: 'topic_invalid' })
      expect(() => main.createTopic(topic, 1)).toThrow(expect.objectContaining({ code: 'topic_invalid' }))
      expect(main.topics()).toEqual([])
    })

    it('refuses a record that is too large, in bytes, not in letters', async () => {
      const main = (await test.open()).cluster('main')
      const large = record('a', 'ä'.repeat(16 * 1024 * 1024 + 1))
      await expect(main.append([large])).rejects.toMatchObject({ code: 'record_too_large' })
      await main.append([record('a', 'a'.repeat(16 * 1024 * 1024 + 1))])
      expect(main.topic('a')?.partitions[0]?.next).toBe(1)
    })

    it('refuses a time that is none, and goes on', async () => {
      const main = (await test.open()).cluster('main')
      const broken = main.append([record('a', 'broken', { timestamp: Number.NaN })])
      const fine = main.append([record('a', 'fine')])
      await expect(broken).rejects.toMatchObject({ code: 'bad_request' })
      expect((await fine)[0]?.offset).toBe(0)
    })
  })
}
