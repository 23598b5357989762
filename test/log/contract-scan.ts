import { describe, expect, it } from 'vitest'
import type { Cursor, Log } from '../../server/log/types.ts'
import { type LogUnderTest, numbered, numbersFrom, record, valuesOf } from './contract.ts'

export function scanContract(test: LogUnderTest): void {
  describe('the order over all topics', () => {
    it('is the order of arrival, both ways, page by page', async () => {
      const log = await test.open()
      await fill(log)
      const forth = pages(log, 'asc', 7)
      const back = pages(log, 'desc', 7)
      expect(forth).toEqual(numbersFrom(0, 60).map(String))
      expect(back).toEqual([...forth].reverse())
    })

    it.each(['asc', 'desc'] as const)('is kept with a filter of topics (%s)', async order => {
      const log = await test.open()
      await fill(log)
      const wanted = (topic: string) => topic !== 'b'
      const all = log.scan({ limit: 100, order }).filter(({ topic }) => wanted(topic))
      expect(pages(log, order, 5, wanted)).toEqual(valuesOf(all))
      expect(log.scan({ limit: 5, topic: () => false })).toEqual([])
      expect(log.scan({ limit: 100, topic: topic => topic === 'c' })).toHaveLength(20)
    })

    it('has a part between two cursors, which are not in it', async () => {
      const log = await test.open()
      const positions = await log.cluster('main').append(numbered('a', 5))
      const [first, , , fourth] = positions.map(({ cursor }) => cursor)
      const between = { after: first as Cursor, before: fourth as Cursor, limit: 10 }
      expect(valuesOf(log.scan(between))).toEqual(['1', '2'])
      expect(valuesOf(log.scan({ ...between, order: 'desc' }))).toEqual(['2', '1'])
      expect(log.scan({ after: fourth as Cursor, before: first as Cursor, limit: 10 })).toEqual([])
    })

    it('asks a filter once a topic', async () => {
      const log = await test.open()
      await fill(log)
      const asked: string[] = []
      log.scan({
        limit: 100,
        topic(topic, cluster) {
          asked.push(`${cluster}/${topic}`)
          return true
        },
      })
      expect(asked.sort()).toEqual(['main/a', 'main/b', 'main/c'])
    })

    it('keeps to times of arrival, even where the clock was set back', async () => {
      const log = await test.open()
      const start = test.clock.time
      for (const minute of [0, 10, 20, 5, 30]) {
        test.clock.time = start + minute
        await log.cluster('main').append([record(minute === 20 ? 'b' : 'a', String(minute))])
      }
      const during = { since: start + 5, until: start + 30, limit: 10 }
      expect(valuesOf(log.scan(during))).toEqual(['10', '20', '5'])
      expect(valuesOf(log.scan({ ...during, order: 'desc', limit: 2 }))).toEqual(['5', '20'])
      expect(valuesOf(log.scan({ ...during, topic: topic => topic === 'a' }))).toEqual(['10', '5'])
      expect(log.scan({ since: start + 31, limit: 10 })).toEqual([])
      expect(log.scan({ until: start, limit: 10 })).toEqual([])
    })

    it('begins behind the end with what comes later', async () => {
      const log = await test.open()
      const before = log.end()
      expect(log.scan({ after: before, limit: 10 })).toEqual([])
      await log.cluster('main').append(numbered('a', 3))
      expect(valuesOf(log.scan({ after: before, limit: 10 }))).toEqual(['0', '1', '2'])
      const end = log.end()
      expect(log.scan({ after: end, limit: 10 })).toEqual([])
      await log.cluster('main').append([record('a', 'later')])
      expect(valuesOf(log.scan({ after: end, limit: 10 }))).toEqual(['later'])
    })

    it('finds a record by its cursor, and nothing by another', async () => {
      const log = await test.open()
      const positions = await log.cluster('main').append(numbered('a', 3))
      for (const [at, position] of positions.entries()) {
        expect(log.at(position.cursor)).toMatchObject({ ...position, cluster: 'main', value: Buffer.from(String(at)) })
      }
      expect(log.at('1.3')).toBeUndefined()
      expect(log.at('99.0')).toBeUndefined()
    })

    it.each(['', '1', '1.', '.1', 'a.b', '1.0.0', '-1.0', '01.0', '1.0 ', '9'.repeat(17), '1e3.0'])(
      'refuses "%s" as a cursor',
      async text => {
        const log = await test.open()
        const cursor = text as Cursor
        const refused = expect.objectContaining({ code: 'bad_cursor' })
        expect(() => log.at(cursor)).toThrow(refused)
        expect(() => log.scan({ after: cursor, limit: 1 })).toThrow(refused)
        expect(() => log.scan({ before: cursor, limit: 1 })).toThrow(refused)
      },
    )

    it('can be counted by batches, without their records', async () => {
      const log = await test.open()
      await fill(log)
      const heads = log.heads(0, 100)
      expect(heads.reduce((sum, { count }) => sum + count, 0)).toBe(60)
      expect(heads[0]).toEqual({
        seq: 1,
        cluster: 'main',
        topic: 'a',
        partition: 0,
        baseOffset: 0,
        count: 1,
        receivedAt: test.clock.time,
        withProblems: 0,
        canaries: [],
      })
      expect(log.heads(heads[4]?.seq ?? 0, 3)).toEqual(heads.slice(5, 8))
      expect(log.size()).toMatchObject({ records: 60, batches: heads.length, segments: 1 })
    })
  })
}

// Sixty records with the values 0 to 59, in batches of 1, 3, 5, 1, 3, 5..., on three topics in turn.
async function fill(log: Log): Promise<void> {
  const values = numbersFrom(0, 60).map(String)
  const topics = ['a', 'b', 'c']
  const sizes = [1, 3, 5, 7, 4]
  for (let turn = 0; values.length > 0; turn += 1) {
    const topic = topics[turn % 3] as string
    const size = sizes[turn % 5] as number
    await log.cluster('main').append(values.splice(0, size).map(value => record(topic, value)))
  }
}

function pages(log: Log, order: 'asc' | 'desc', limit: number, topic?: (topic: string) => boolean): unknown[] {
  const seen: unknown[] = []
  for (let cursor: Cursor | undefined; ; ) {
    const from = cursor === undefined ? {} : order === 'asc' ? { after: cursor } : { before: cursor }
    const page = log.scan({ order, limit, ...from, ...(topic ? { topic } : {}) })
    seen.push(...valuesOf(page))
    if (page.length < limit) return seen
    cursor = page.at(-1)?.cursor
  }
}
