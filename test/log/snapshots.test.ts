import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SqliteLog } from '../../server/log/sqlite-log.ts'
import { numbered, record, valuesOf } from './contract.ts'
import { openLog, temporaryFolder } from './temporary-folder.ts'

const big = 'x'.repeat(100_000)
const nothing = () => {}

function all(log: SqliteLog): (string | undefined)[] {
  return valuesOf(log.scan({ limit: 1000 }))
}

describe.each(['memory', 'disk'])('a snapshot in %s', storage => {
  const open = (retention = {}) => openLog(storage === 'disk' ? temporaryFolder() : 'memory', { retention })

  it('brings back what came, what went, and what was deleted, changed or made anew since', async () => {
    const log = await open()
    const main = log.cluster('main')
    main.newTopic('kept', 2, { 'retention.ms': '1000' })
    await main.append([...numbered('deleted', 2), ...numbered('anew', 3)])
    const ids = ['deleted', 'anew', 'kept'].map(name => main.describe(name)?.uuid)
    await log.snapshots.save('one')
    const saved = log.scan({ limit: 100 })

    main.setTopic('kept', {})
    main.createTopic('kept', 5)
    main.deleteTopic('deleted')
    main.deleteTopic('anew')
    await main.append([record('anew', 'another'), record('later', 'v')])
    await log.retain()
    await log.snapshots.restore('one', nothing)

    expect(log.scan({ limit: 100 })).toEqual(saved)
    expect(main.topics().map(({ topic }) => topic)).toEqual(['kept', 'deleted', 'anew'])
    expect(['deleted', 'anew', 'kept'].map(name => main.describe(name)?.uuid)).toEqual(ids)
    expect(main.describe('kept')).toMatchObject({ partitions: 2, settings: { 'retention.ms': '1000' } })
    expect(log.size()).toMatchObject({ records: 5, batches: 2 })
  })

  it('gives offsets again, and no cursor twice', async () => {
    const log = await open()
    const main = log.cluster('main')
    await main.append(numbered('a', 2))
    await log.snapshots.save('one')
    const [lost] = await main.append([record('a', 'lost')])
    await log.snapshots.restore('one', nothing)
    const [next] = await main.append([record('a', 'next')])
    expect(next?.offset).toBe(lost?.offset)
    expect(next?.cursor).not.toBe(lost?.cursor)
    expect(log.at(lost?.cursor ?? '0.0')).toBeUndefined()
    expect(all(log)).toEqual(['0', '1', 'next'])
  })

  it('keeps what retention, compaction and deletion take from the log, until it is forgotten', async () => {
    const log = await open({ bytes: 1024 * 1024 })
    const main = log.cluster('main')
    for (const value of ['0', '1', '2']) await main.append([record('a', value + big)])
    main.newTopic('compacted', 1, { 'cleanup.policy': 'compact' })
    for (const value of ['old', 'new']) await main.append([record('compacted', value, { key: Buffer.from('k') })])
    await log.snapshots.save('one')
    for (let at = 0; at < 40; at++) await main.append([record('b', big)])
    main.deleteTopic('compacted')
    await log.retain()
    expect(all(log)).not.toContain(`0${big}`)
    const held = log.size().segments

    await log.snapshots.restore('one', nothing)
    expect(all(log)).toEqual([`0${big}`, `1${big}`, `2${big}`, 'old', 'new'])
    await log.snapshots.remove('one')
    main.deleteTopic('a')
    main.deleteTopic('compacted')
    await log.retain()
    expect(log.size()).toMatchObject({ records: 0 })
    expect(log.size().segments).toBeLessThan(held)
  })

  it('leaves scopes alone', async () => {
    const log = await open()
    await log.cluster('s/test').append([record('a', 'before')])
    await log.snapshots.save('one')
    await log.cluster('s/test').append([record('a', 'after')])
    await log.cluster('main').append([record('a', 'gone')])
    await log.snapshots.restore('one', nothing)
    expect(all(log)).toEqual(['before', 'after'])
  })

  it('is between two commits, whatever comes at the same time', async () => {
    const log = await open()
    const main = log.cluster('main')
    const appended = [main.append(numbered('a', 3000)), log.snapshots.save('one'), main.append([record('a', 'later')])]
    await Promise.all(appended)
    await log.snapshots.restore('one', nothing)
    expect(main.topic('a')?.partitions[0]?.next).toBe(3000)
  })

  it('takes another place under its name only where it may', async () => {
    const log = await open()
    await log.cluster('main').append([record('a', 'v')])
    await log.snapshots.save('one')
    await log.cluster('main').append([record('a', 'w')])
    await expect(log.snapshots.save('one')).rejects.toMatchObject({ code: 'snapshot_exists' })
    expect(log.snapshots.list()).toMatchObject([{ name: 'one', topics: 1, records: 1 }])
    expect(await log.snapshots.save('one', { replace: true })).toMatchObject({ topics: 1, records: 2 })
    await expect(log.snapshots.restore('on', nothing)).rejects.toMatchObject({
      code: 'snapshot_unknown',
      hint: 'Did you mean one?',
    })
    await expect(log.snapshots.remove('two')).rejects.toMatchObject({ code: 'snapshot_unknown' })
    await expect(log.snapshots.save('../../etc')).rejects.toMatchObject({ code: 'bad_request' })
    expect(all(log)).toEqual(['v', 'w'])
  })
})

describe('a snapshot on disk', () => {
  it('is there again after a restart, also one that did not end in order', async () => {
    const folder = temporaryFolder()
    const first = await openLog(folder)
    const main = first.cluster('main')
    await main.append(numbered('a', 2))
    await main.offsets.commit('g', [{ topic: 'a', partition: 0, offset: 1, leaderEpoch: -1, metadata: null }])
    await first.snapshots.save('one')
    main.deleteTopic('a')
    await main.append(numbered('b', 2))
    await first.close()
    const second = await openLog(folder)
    expect(second.snapshots.list()).toMatchObject([{ name: 'one', topics: 1, records: 2 }])
    await second.snapshots.restore('one', nothing)
    expect(second.cluster('main').offsets.of('g')).toMatchObject([{ topic: 'a', offset: 1 }])
    await second.close()
    // An empty lock is left by a stop that was none.
    writeFileSync(join(folder, 'lock.json'), '')
    const third = await openLog(folder)
    await third.cluster('main').append([record('a', 'next')])
    expect(all(third)).toEqual(['0', '1', 'next'])
  })
})
