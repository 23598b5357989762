import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { record, valuesOf } from './contract.ts'
import { backToFormat1, openLog, setFormat, temporaryFolder } from './temporary-folder.ts'

describe('the storage folder', () => {
  it('is made where it is missing, is nothing to Git, and is unlocked again by closing', async () => {
    const folder = join(temporaryFolder(), 'deep', '.event-sandbox')
    const log = await openLog(folder)
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n')
    expect(readdirSync(folder)).toContain('lock.json')
    await log.close()
    expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'index.sqlite', 'segments'])
  })

  it.each<[string, () => string]>([
    ['a file', () => fileIn(temporaryFolder())],
    ['below a file', () => join(fileIn(temporaryFolder()), 'log')],
    ['a link to nothing', () => linkIn(temporaryFolder())],
    ['a name that is too long', () => join(temporaryFolder(), 'a'.repeat(5000))],
    // Where Node's own way of making folders never ends.
    ...(process.platform === 'linux'
      ? [['below /proc', () => '/proc/event-sandbox/log'] as [string, () => string]]
      : []),
  ])('is refused in words where it cannot be made: %s', async (_, place) => {
    await expect(openLog(place())).rejects.toMatchObject({
      code: 'storage_failed',
      message: expect.stringMatching(/^The storage folder .+ cannot be used: E[A-Z]+: /),
      hint: expect.stringContaining('--storage memory'),
    })
  })

  it('tells a second start who has it', async () => {
    const folder = temporaryFolder()
    const log = await openLog(folder)
    log.announce('http://127.0.0.1:8192')
    await expect(openLog(folder)).rejects.toMatchObject({
      code: 'storage_locked',
      message: `The storage folder ${folder} is in use by process ${process.pid}, http://127.0.0.1:8192.`,
      hint: expect.stringContaining('--storage'),
    })
  })

  it('stays with another process as long as that lives', async () => {
    const folder = temporaryFolder()
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
    lockBy(folder, other.pid)
    await expect(openLog(folder)).rejects.toMatchObject({ message: expect.stringContaining(`process ${other.pid}.`) })
    other.kill('SIGKILL')
    await once(other, 'exit')
    await openLog(folder)
  })

  it.each([
    ['a dead process', { pid: 2 ** 30 }],
    ['this process id, of another start of the machine or container', { pid: process.pid }],
    ['a process id that has been given again', { pid: process.ppid, started: '1' }],
  ])('is taken over from %s', async (_, owner) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lock.json'), JSON.stringify(owner))
    const log = await openLog(folder)
    await log.cluster('main').append([record('a', 'v')])
    await log.close()
    expect(readdirSync(folder)).not.toContain('lock.json')
  })

  it('is taken over where the lock was cut off by a full disk', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lock.json'), '')
    await openLog(folder)
  })

  it('is refused in words where a newer version wrote it, and left as it is', async () => {
    const folder = temporaryFolder()
    const log = await openLog(folder)
    await log.cluster('main').append([record('a', 'v')])
    await log.close()
    setFormat(folder, 7)
    await expect(openLog(folder)).rejects.toMatchObject({
      code: 'storage_format',
      message: 'The storage was written by a newer event-sandbox (format 7, not 2).',
    })
    setFormat(folder, 2)
    expect(valuesOf((await openLog(folder)).scan({ limit: 10 }))).toEqual(['v'])
  })

  it('of the first format is taken over: its topics get ids and settings, its batches their counts', async () => {
    const folder = temporaryFolder()
    const log = await openLog(folder)
    await log.cluster('main').append([record('a', '0'), record('a', '1')])
    await log.close()
    backToFormat1(folder)
    const again = await openLog(folder)
    expect(valuesOf(again.scan({ limit: 10 }))).toEqual(['0', '1'])
    expect(again.size()).toMatchObject({ records: 2, batches: 1 })
    const main = again.cluster('main')
    expect(main.describe('a')).toMatchObject({ uuid: expect.stringMatching(/^[0-9a-f]{32}$/), settings: {} })
    await main.append([record('a', '2')])
    await main.offsets.commit('g', [{ topic: 'a', partition: 0, offset: 1, leaderEpoch: -1, metadata: null }])
    await again.close()
    expect(valuesOf((await openLog(folder)).scan({ limit: 10 }))).toEqual(['0', '1', '2'])
  })

  it('is refused where its index is none, or where it holds the work of someone', async () => {
    const [broken, work] = [temporaryFolder(), temporaryFolder()]
    writeFileSync(join(broken, 'index.sqlite'), 'not a database at all, but long enough to be looked at'.repeat(100))
    await expect(openLog(broken)).rejects.toMatchObject({ code: 'storage_format' })
    mkdirSync(join(work, 'src'))
    await expect(openLog(work)).rejects.toMatchObject({
      code: 'storage_format',
      message: expect.stringContaining('src'),
    })
    expect(readdirSync(work)).toEqual(['src'])
  })
})

function lockBy(folder: string, pid: number | undefined): void {
  writeFileSync(join(folder, 'lock.json'), JSON.stringify({ pid }))
}

function fileIn(folder: string): string {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  return file
}

function linkIn(folder: string): string {
  const link = join(folder, 'link')
  symlinkSync('nowhere', link)
  return link
}
