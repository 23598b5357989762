import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'

const titles = [
  'test/event',
  'mediawiki/page/change',
  'mediawiki/revision/create',
  'error',
  'mediawiki/user/blocks-change',
  'mediawiki/page/delete',
  'mediawiki/job',
  'resource_change',
  'mediawiki/revision/score',
  'mediawiki/page/move',
]

/** What a save took from the writing of the file to its verdict, in milliseconds. */
export interface SaveTime {
  readonly wall: number
  /** Processor time of the whole process. */
  readonly cpu: number
  /** Nothing to do: the file system has not told of the save yet, or more of it may come. */
  readonly waiting: number
}

/**
 * Saves a field more in some `current.yaml` of the first repository, watched, with every version of all of them compiled,
 * and measures until the verdict of the save is there.
 */
export async function saveTimes(copies: readonly string[]) {
  const folders = copies.map(copy => ({ name: copy.split('/').at(-1) ?? '', folder: join(copy, 'jsonschema') }))
  const logger = { info() {}, warn() {}, error() {} }
  const repository = await openSchemaRepository({ folders, watch: true, logger })
  await repository.inspected()
  for (const { uri } of repository.list()) repository.find(uri)
  const each: SaveTime[] = []
  // One save a title: another with the same verdict is not told again.
  for (const title of titles) {
    // What comes after the verdict of the save before is no part of this one.
    await sleep(500)
    const file = join(folders[0]?.folder ?? '', title, 'current.yaml')
    const text = withField(readFileSync(file, 'utf8'))
    const last = repository.reviews.saves(0).at(-1)?.number ?? 0
    const [began, cpu, loop] = [performance.now(), process.cpuUsage(), performance.eventLoopUtilization()]
    writeFileSync(file, text)
    for (;;) {
      const changed = repository.changed()
      if (repository.reviews.saves(last).length > 0) break
      await changed
    }
    const { user, system } = process.cpuUsage(cpu)
    each.push({
      wall: Math.round(performance.now() - began),
      cpu: Math.round((user + system) / 1000),
      waiting: Math.round(performance.eventLoopUtilization(loop).idle),
    })
  }
  const versions = repository.list().length
  await repository.close()
  return { versions, each }
}

/** The schema with a field more. */
function withField(text: string): string {
  const saved = text.replace(
    /^ *(?:- )?properties:\n( +)/m,
    (found, indent: string) => `${found}saved_field:\n${indent}  type: string\n${indent}`,
  )
  if (saved === text) throw new Error('no properties to add to')
  return saved
}
