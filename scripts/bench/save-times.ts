import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'

const titles = [
  'test/event',
  'mediawiki/page/change',
  'mediawiki/revision/create',
  'error',
  'mediawiki/user/blocks-change',
]

/**
 * Saves a field more in some `current.yaml` of the first repository, with every version of all of them compiled, and
 * measures until the verdict of the save is there, in milliseconds.
 */
export async function saveTimes(copies: readonly string[]) {
  const folders = copies.map(copy => ({ name: copy.split('/').at(-1) ?? '', folder: join(copy, 'jsonschema') }))
  const logger = { info() {}, warn() {}, error() {} }
  const repository = await openSchemaRepository({ folders, watch: false, logger })
  await repository.inspected()
  for (const { uri } of repository.list()) repository.find(uri)
  const each: number[] = []
  for (const title of titles) {
    const file = join(folders[0]?.folder ?? '', title, 'current.yaml')
    const saved = readFileSync(file, 'utf8').replace(
      /^ {2}properties:\n|^properties:\n/m,
      '$&  saved_field:\n    type: string\n',
    )
    writeFileSync(file, saved)
    const last = repository.reviews.saves(0).at(-1)?.number ?? 0
    const began = performance.now()
    await repository.reread(new Set([file]))
    const [verdict] = repository.reviews.saves(last)
    each.push(Math.round(performance.now() - began))
    if (verdict === undefined) throw new Error(`no verdict of ${title}`)
  }
  const versions = repository.list().length
  await repository.close()
  return { versions, each }
}
