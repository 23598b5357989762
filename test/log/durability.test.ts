import * as fs from 'node:fs'
import { expect, it } from 'vitest'
import type { SegmentFileSystem } from '../../server/log/segment-files.ts'
import { record } from './contract.ts'
import { openLog, temporaryFolder } from './temporary-folder.ts'

it.each([
  ['full', ['write', 'sync', 'answer']],
  ['normal', ['write', 'answer']],
] as const)('an answer with durability %s comes after: %s', async (durability, wanted) => {
  const seen: string[] = []
  const fileSystem: SegmentFileSystem = {
    ...fs,
    writevSync(...given: Parameters<typeof fs.writevSync>) {
      seen.push('write')
      return fs.writevSync(...given)
    },
    fdatasyncSync(file) {
      seen.push('sync')
      fs.fdatasyncSync(file)
    },
  }
  const log = await openLog(temporaryFolder(), { durability, fileSystem })
  for (let at = 0; at < 2; at += 1) {
    await log.cluster('main').append([record('a', 'v')])
    seen.push('answer')
  }
  expect(seen).toEqual([...wanted, ...wanted])
})
