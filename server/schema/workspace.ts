import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { OpenReference } from './dereference.ts'
import { parseFile, referencesIn } from './library.ts'
import { type ListedFile, type Listing, listFolders } from './listing.ts'
import { type MaterializeResult, materialize } from './materialize/materialize.ts'
import type { ReadSource } from './source-file.ts'
import { type ToolsConfig, toolsConfigAbove } from './tools-config.ts'
import type { RepositoryFolder } from './types.ts'

/** The files of schema repositories as they are on disk, for those who write schemas; each is read at most once. */
export interface Workspace {
  readonly folders: readonly RepositoryFolder[]
  readonly listing: Listing
  /** The configuration of a repository, by its name. */
  configOf(repository: string): ToolsConfig
  read(file: ListedFile): ReadSource
  /** A file's text as it is on disk; undefined where it is gone. */
  text(file: ListedFile): string | undefined
  readonly open: OpenReference
  /** The version that a file stands for: of a `current` file what is to be published, of a version itself. */
  materialized(file: ListedFile): MaterializeResult
}

/** Lists the folders; the first has its configuration from `configs`, others from the file above them. */
export async function openWorkspace(
  folders: readonly RepositoryFolder[],
  configs: ReadonlyMap<string, ToolsConfig> = new Map(),
): Promise<Workspace> {
  return createWorkspace(folders, await listFolders(folders), ({ path }) => readFileSync(path, 'utf8'), configs)
}

/** The workspace over files that are listed already. */
export function createWorkspace(
  folders: readonly RepositoryFolder[],
  listing: Listing,
  readText: (file: ListedFile) => string,
  given: ReadonlyMap<string, ToolsConfig> = new Map(),
): Workspace {
  const sources = new Map<string, ReadSource>()
  const blocks = new Map<string, unknown>()
  const made = new Map<string, MaterializeResult>()
  const configs = new Map(given)
  const configOf = (repository: string): ToolsConfig => {
    const known = configs.get(repository)
    if (known) return known
    const folder = folders.find(({ name }) => name === repository)?.folder ?? '.'
    const config = toolsConfigAbove(resolve(folder))
    configs.set(repository, config)
    return config
  }
  const read = (file: ListedFile): ReadSource => {
    const known = sources.get(file.path) ?? parseFile(file, () => readText(file).replace(/^\ufeff/, ''), blocks)
    sources.set(file.path, known)
    return known
  }
  const open = referencesIn(listing, read)
  return {
    folders,
    listing,
    configOf,
    read,
    text(file) {
      try {
        return readText(file)
      } catch {
        return undefined
      }
    },
    open,
    materialized(file) {
      const known = made.get(file.path)
      if (known) return known
      const parsed = read(file)
      const options = configOf(file.repository)
      const result: MaterializeResult = parsed.ok
        ? materialize(parsed.source, open, options)
        : { ok: false, findings: [parsed.finding], sources: [] }
      made.set(file.path, result)
      return result
    },
  }
}
