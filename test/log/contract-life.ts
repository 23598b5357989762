import { describe, expect, it } from 'vitest'
import { type LogUnderTest, note, numbered, record, valuesOf } from './contract.ts'

export function lifeContract(test: LogUnderTest): void {
  describe('closing', () => {
    it('answers appends under way, refuses later ones, and lets nobody wait', async () => {
      const log = await test.open()
      const main = log.cluster('main')
      const waiting = [main.appended(['never']), main.appended(), log.appended()]
      const underWay = numbered('a', 2000).map(one => main.append([one]))
      const closing = log.close()
      await expect(main.append([record('a', 'late')])).rejects.toMatchObject({ code: 'closed' })
      expect((await Promise.all(underWay)).at(-1)?.[0]?.offset).toBe(1999)
      await Promise.all([closing, log.close(), ...waiting])
      await Promise.all([main.appended(), log.appended()])
      const closed = expect.objectContaining({ code: 'closed' })
      expect(() => main.read('a', 0, 0)).toThrow(closed)
      expect(() => log.scan({ limit: 1 })).toThrow(closed)
    })
  })

  describe('dropping a cluster', () => {
    it('takes its topics away and leaves the others; made anew it is empty', async () => {
      const log = await test.open()
      const [main, other] = [log.cluster('main'), log.cluster('other')]
      await main.append([record('a', 'stays')])
      await other.append([record('a', 'goes'), record('b', 'goes too')])
      log.drop('other')
      expect(log.topics().map(({ cluster }) => cluster)).toEqual(['main'])
      expect(valuesOf(log.scan({ limit: 10 }))).toEqual(['stays'])
      expect(other.read('a', 0, 0)).toEqual([])
      const [position] = await other.append([record('a', 'new')])
      expect(position?.offset).toBe(0)
      expect(valuesOf(other.read('a', 0, 0))).toEqual(['new'])
      log.drop('never')
      await log.close()
    })

    it('wakes who waits for a topic of whatever cluster', async () => {
      const log = await test.open()
      const woken = log.appended(undefined, ['a'])
      await log.cluster('other').append([record('a', '1')])
      await woken
      await log.close()
    })
  })

  if (!test.keeps) return
  describe('opening again', () => {
    it('has the same records under the same offsets and cursors, and goes on behind them', async () => {
      const before = await test.open()
      before.cluster('main').createTopic('a', 3)
      before.cluster('main').createTopic('empty', 2)
      for (let at = 0; at < 20; at += 1) {
        await before.cluster('main').append([record('a', `a${at}`, { partition: at % 3, note }), record('b', `b${at}`)])
      }
      await before.cluster('other').append([record('a', 'other')])
      const [records, topics, size, end] = [before.scan({ limit: 100 }), before.topics(), before.size(), before.end()]
      await before.close()

      const after = await test.open()
      expect(after.scan({ limit: 100 })).toEqual(records)
      expect(after.topics()).toEqual(topics)
      expect(after.size()).toEqual(size)
      expect(after.end()).toBe(end)
      const [position] = await after.cluster('main').append([record('b', 'next')])
      expect(position?.offset).toBe(20)
      expect(valuesOf(after.scan({ after: end, limit: 10 }))).toEqual(['next'])
    })
  })
}
