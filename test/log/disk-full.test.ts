import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { SegmentFileSystem } from '../../server/log/segment-files.ts'
import type { Log } from '../../server/log/types.ts'
import { numbered, numbersFrom, record, valuesOf } from './contract.ts'
import { openLog, temporaryFolder } from './temporary-folder.ts'

describe('a full disk', () => {
  it('refuses the appends of that moment, says what to do, and takes the next once there is room', async () => {
    const folder = temporaryFolder()
    const disk = fullDisk()
    const log = await openLog(folder, { fileSystem: disk })
    const main = log.cluster('main')
    await main.append([record('a', '0')])

    disk.room = 100
    const refused = await Promise.allSettled(numbered('a', 20).map(one => main.append([one])))
    for (const answer of refused) {
      expect(answer).toMatchObject({ reason: { code: 'storage_full', hint: expect.stringContaining('disk space') } })
    }
    expect(main.topic('a')?.partitions[0]?.next).toBe(1)
    expect(valuesOf(main.read('a', 0, 0))).toEqual(['0'])

    disk.room = Number.POSITIVE_INFINITY
    const [position] = await main.append([record('a', '1')])
    expect(position?.offset).toBe(1)
    await log.close()
    expect(valuesOf((await openLog(folder)).scan({ limit: 10 }))).toEqual(['0', '1'])
  })

  it('leaves nothing of a request that was written in part, over several turns', async () => {
    const disk = fullDisk()
    const log = await openLog(temporaryFolder(), { fileSystem: disk })
    const main = log.cluster('main')
    disk.room = 2 * 1024 * 1024
    const large = numbered('a', 5000).map(one => ({ ...one, value: 'x'.repeat(1000) }))
    await expect(main.append(large)).rejects.toMatchObject({ code: 'storage_full' })
    expect(log.size()).toMatchObject({ records: 0, bytes: 0 })
    disk.room = 1000
    expect((await main.append([record('a', 'small')]))[0]?.offset).toBe(0)
    expect(valuesOf(log.scan({ limit: 10 }))).toEqual(['small'])
  })

  it('is told from a disk that is broken', async () => {
    const disk = fullDisk('EIO')
    const main = (await openLog(temporaryFolder(), { fileSystem: disk })).cluster('main')
    disk.room = 0
    await expect(main.append([record('a', 'v')])).rejects.toMatchObject({ code: 'storage_failed' })
  })

  it('is survived for real: a file system of 3 MB, index and all', async context => {
    const folder = smallFileSystem()
    if (!folder) return context.skip('mounting a small file system takes root')
    const log = await openLog(join(folder, 'log'))
    const main = log.cluster('main')
    const written = await fill(log)
    await expect(main.append([record('a', 'x'.repeat(50_000))])).rejects.toMatchObject({ code: 'storage_full' })
    expect(main.topic('a')?.partitions[0]?.next).toBe(written)

    fs.rmSync(join(folder, 'ballast'))
    const [position] = await main.append([record('a', 'there is room')])
    expect(position?.offset).toBe(written)
    expect(log.scan({ limit: 10_000 }).map(({ offset }) => offset)).toEqual(numbersFrom(0, written + 1))
    await log.close()
    const again = await openLog(join(folder, 'log'))
    expect(again.size().records).toBe(written + 1)
    expect(valuesOf(again.scan({ order: 'desc', limit: 1 }))).toEqual(['there is room'])
  })

  it('leaves no half snapshot, and none of the log is lost by the attempt to save or restore one', async context => {
    const folder = smallFileSystem()
    if (!folder) return context.skip('mounting a small file system takes root')
    const log = await openLog(join(folder, 'log'))
    await log.cluster('main').append([record('a', 'early')])
    fs.rmSync(join(folder, 'ballast'))
    await log.snapshots.save('early')
    fs.writeFileSync(join(folder, 'ballast'), Buffer.alloc(1024 * 1024))
    const written = await fill(log)
    const tooLarge = { code: 'storage_full', hint: expect.stringContaining('disk space') }
    await expect(log.snapshots.save('late')).rejects.toMatchObject(tooLarge)
    expect(log.snapshots.list()).toMatchObject([{ name: 'early', records: 1 }])
    expect(log.size().records).toBe(written + 1)

    fs.rmSync(join(folder, 'ballast'))
    expect(await log.snapshots.save('late')).toMatchObject({ records: written + 1 })
    await log.snapshots.restore('early', () => {})
    expect(valuesOf(log.scan({ limit: 10 }))).toEqual(['early'])
    await log.snapshots.restore('late', () => {})
    expect(log.size().records).toBe(written + 1)
    await log.close()
  })

  it('has no snapshots where the first was too large', async context => {
    const folder = smallFileSystem()
    if (!folder) return context.skip('mounting a small file system takes root')
    const log = await openLog(join(folder, 'log'))
    const written = await fill(log)
    await expect(log.snapshots.save('first')).rejects.toMatchObject({ code: 'storage_full' })
    expect(log.snapshots.list()).toEqual([])
    fs.rmSync(join(folder, 'ballast'))
    expect(await log.snapshots.save('first')).toMatchObject({ records: written })
    await log.close()
  })
})

// Takes `room` more bytes, then fails as the system does: what fits is written first.
function fullDisk(code = 'ENOSPC'): SegmentFileSystem & { room: number } {
  return {
    ...fs,
    room: Number.POSITIVE_INFINITY,
    writevSync(file, buffers, position) {
      const whole = Buffer.concat(buffers.map(view => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)))
      const part = whole.subarray(0, Math.min(whole.length, this.room))
      if (part.length === 0) throw Object.assign(new Error(`${code}: as the system says it`), { code })
      this.room -= part.length
      return fs.writeSync(file, part, 0, part.length, position ?? null)
    },
  }
}

function smallFileSystem(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const folder = temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  fs.writeFileSync(join(folder, 'ballast'), Buffer.alloc(1024 * 1024))
  return folder
}

// Small records, so that now the segment and now the index finds no room. Returns how many were taken.
async function fill(log: Log): Promise<number> {
  for (let written = 0; ; written += 1) {
    try {
      await log.cluster('main').append([record('a', 'x'.repeat(500))])
    } catch {
      return written
    }
  }
}
