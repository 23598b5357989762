import { readFileSync, realpathSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { SandboxError } from '../base/errors.ts'
import type { ReadFile } from './library.ts'
import { isInside } from './list-folders.ts'
import type { RepositoryFolder } from './types.ts'

/** Reads schema files, and nothing outside the folders: a file may have become a link since it was listed. */
export async function createReader(folders: readonly RepositoryFolder[]): Promise<ReadFile> {
  const roots = await Promise.all(folders.map(rootOf))
  return ({ path }) => {
    if (!isInside(realpathSync(path), roots)) throw new Error('it is a link that leads out of the folders')
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  }
}

async function rootOf({ name, folder }: RepositoryFolder): Promise<string> {
  try {
    return await realpath(folder)
  } catch (cause) {
    const hint = 'Give the base folder of a schema repository with --schemas, such as `--schemas ./jsonschema`.'
    throw new SandboxError('folder_missing', `The schema folder \`${folder}\` (${name}) does not exist.`, {
      hint,
      cause,
    })
  }
}
