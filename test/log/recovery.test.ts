import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { numbersFrom, record, valuesOf } from './contract.ts'
import { keepingLogger, openLog, setFormat, temporaryFolder } from './temporary-folder.ts'

describe('after a stop without closing', () => {
  it('the log has all that was answered, and the same counts', async () => {
    const { left, records, size, topics } = await leftBehind(50)
    const log = await openLog(left)
    expect(log.scan({ limit: 100 })).toEqual(records)
    expect(log.size()).toEqual(size)
    expect(log.topics()).toEqual(topics)
    expect((await log.cluster('main').append([record('a', 'next')]))[0]?.offset).toBe(50)
  })

  it('bytes that were never committed are cut off, segments as well', async () => {
    const { left } = await leftBehind(3)
    const before = statSync(segment(left)).size
    appendFileSync(segment(left), 'half of a batch')
    writeFileSync(segment(left, 2), 'a segment that never got a batch')
    const logger = keepingLogger()
    const log = await openLog(left, { logger })
    expect(statSync(segment(left)).size).toBe(before)
    expect(existsSync(segment(left, 2))).toBe(false)
    expect(log.size().records).toBe(3)
    expect(logger.warnings).toEqual([])
  })

  it.each([
    ['is missing', (file: string, end: number) => truncateSync(file, end - 10)],
    ['never reached the disk', (file: string, end: number) => overwrite(file, end - 10)],
  ])('a batch whose end %s is given up, with a word, and its offset given again', async (_, damage) => {
    const { left } = await leftBehind(20)
    damage(segment(left), statSync(segment(left)).size)
    const logger = keepingLogger()
    const log = await openLog(left, { logger })
    expect(logger.warnings).toEqual([expect.stringContaining('are gone (1).')])
    expect(valuesOf(log.scan({ limit: 100 }))).toEqual(numbersFrom(0, 19).map(String))
    expect((await log.cluster('main').append([record('a', 'next')]))[0]?.offset).toBe(19)
    await log.close()
    expect(valuesOf((await openLog(left)).scan({ limit: 100 })).at(-1)).toBe('next')
  })

  it('a start that fails leaves the check to the next one', async () => {
    const { left } = await leftBehind(20)
    overwrite(segment(left), statSync(segment(left)).size - 10)
    setFormat(left, 7)
    await expect(openLog(left)).rejects.toMatchObject({ code: 'storage_format' })
    setFormat(left, 2)
    const logger = keepingLogger()
    await openLog(left, { logger })
    expect(logger.warnings).toHaveLength(1)
  })

  it('all from the first broken batch on is given up: what follows has no place any more', async () => {
    const { left } = await leftBehind(20)
    overwrite(segment(left), Math.floor(statSync(segment(left)).size / 2))
    const log = await openLog(left)
    const records = log.scan({ limit: 100 })
    expect(valuesOf(records)).toEqual(numbersFrom(0, records.length).map(String))
    expect(records.length).toBeGreaterThan(5)
    expect(records.length).toBeLessThan(15)
    expect(log.cluster('main').topic('a')?.partitions[0]?.next).toBe(records.length)
  })

  it('a log whose segments are gone begins anew behind its last cursor', async () => {
    const { left, records } = await leftBehind(5)
    truncateSync(segment(left), 0)
    const log = await openLog(left)
    expect(log.size()).toMatchObject({ records: 0, bytes: 0 })
    const [position] = await log.cluster('main').append([record('a', 'next')])
    expect(position?.offset).toBe(0)
    expect(records.map(({ cursor }) => cursor)).not.toContain(position?.cursor)
  })

  it('counts are right when the last save of them was long ago', async () => {
    // Segments of 1 MiB: several full ones, each of which saved the counts.
    const { left, size, topics } = await leftBehind(40, 'x'.repeat(100_000), { bytes: 8 * 1024 * 1024 })
    expect(readdirSync(join(left, 'segments')).length).toBeGreaterThan(3)
    const log = await openLog(left)
    expect(log.size()).toEqual(size)
    expect(log.topics()).toEqual(topics)
  })
})

// The folder as a killed process leaves it: copied while the log is open. Records one by one, so each is a batch.
async function leftBehind(count: number, padding = '', retention: { bytes?: number } = {}) {
  const [folder, left] = [temporaryFolder(), temporaryFolder()]
  const log = await openLog(folder, { retention })
  for (let at = 0; at < count; at += 1) await log.cluster('main').append([record('a', `${at}${padding}`)])
  cpSync(folder, left, { recursive: true })
  return { left, records: log.scan({ limit: 100 }), size: log.size(), topics: log.topics() }
}

function segment(folder: string, number = 1): string {
  return join(folder, 'segments', `${String(number).padStart(8, '0')}.log`)
}

// Ten zeros at a place, as a power failure leaves pages that were not written.
function overwrite(file: string, position: number): void {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(10), 0, 10, position)
  closeSync(descriptor)
}
