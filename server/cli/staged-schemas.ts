import { resolve } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import type { ListedFile } from '../schema/listing.ts'
import { stagedFiles, unstagedFiles } from './git.ts'
import type { OwnRepository } from './schema-folders.ts'

/**
 * The `current` files that are staged for the next commit. Says which are not.
 * @throws SandboxError config_invalid where only a part of one is staged: its version would be made of all of it.
 */
export async function stagedCurrents({ workspace, name, config }: OwnRepository): Promise<readonly ListedFile[]> {
  const base = resolve(config.schemaBasePath)
  const own = workspace.listing.files.filter(file => file.repository === name)
  const currents = new Map(
    own.filter(({ file }) => file.endsWith(`/${config.currentName}`)).map(file => [resolve(file.path), file]),
  )
  const among = (files: readonly string[]) => files.flatMap(file => currents.get(resolve(base, file)) ?? [])
  const staged = among(await stagedFiles(base, 'there'))
  const unstaged = among(await unstagedFiles(base))
  const [half] = unstaged.filter(file => staged.includes(file))
  if (half) {
    const hint = `Stage it: git add ${half.file}`
    throw new SandboxError('config_invalid', `Only a part of ${half.file} is staged.`, { hint })
  }
  for (const { file } of unstaged) process.stderr.write(`${file} is not staged; its version is not in this commit.\n`)
  return staged
}
