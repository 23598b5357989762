import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { OpenReference } from './follow-reference.ts'
import { parseFile, referencesIn } from './library.ts'
import { listFolders } from './list-folders.ts'
import type { ListedFile, Listing } from './listing.ts'
import { type MaterializedSchema, type MaterializeResult, materialize } from './materialize/materialize.ts'
import { isSameJson } from './same-json.ts'
import type { ReadSource, SourceFile } from './source-file.ts'
import { type ToolsConfig, toolsConfigAbove } from './tools-config.ts'
import type { RepositoryFolder } from './types.ts'

/** The files of schema repositories as they are at one moment on disk, for those who write schemas; each is read at most once. */
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
  /**
   * The workspace after something changed on disk. It reads each file again when it is asked for it; what is parsed and
   * materialized is taken over where all texts it is made of are the same.
   */
  after(listing: Listing): Workspace
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
  kept: Kept = { parsed: new Map(), made: new Map(), blocks: new Map() },
): Workspace {
  const sources = new Map<string, ReadSource>()
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
    const known = sources.get(file.path)
    if (known) return known
    const parsed = parseFile(
      file,
      () => readText(file).replace(/^\ufeff/, ''),
      kept.blocks,
      kept.parsed.get(file.file)?.source,
    )
    sources.set(file.path, parsed)
    if (parsed.ok) kept.parsed.set(file.file, { file, source: parsed.source })
    return parsed
  }
  const isAsItWas = (source: SourceFile): boolean => {
    const parsed = kept.parsed.get(source.file)
    // What no folder has is the schema of schemas.
    if (parsed === undefined) return true
    const now = read(parsed.file)
    return now.ok && now.source === source
  }
  const keptResult = (file: ListedFile, config: ToolsConfig): MaterializeResult | undefined => {
    const one = kept.made.get(file.path)
    const holds = one?.listing === listing && isSameJson(one.config, config) && one.result.sources.every(isAsItWas)
    return holds ? { ok: true, materialized: one.result } : undefined
  }
  const open = referencesIn(listing, read)
  const materializeAnew = (file: ListedFile, config: ToolsConfig): MaterializeResult => {
    const parsed = read(file)
    if (!parsed.ok) return { ok: false, findings: [parsed.finding], sources: [] }
    const result = materialize(parsed.source, open, config)
    if (result.ok) kept.made.set(file.path, { listing, config, result: result.materialized })
    return result
  }
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
      const config = configOf(file.repository)
      const result = keptResult(file, config) ?? materializeAnew(file, config)
      made.set(file.path, result)
      return result
    },
    after: next => createWorkspace(folders, next, readText, given, kept),
  }
}

/** What the workspaces of one moment after the other share. It is held to the texts on disk before it is used. */
interface Kept {
  readonly parsed: Map<string, { readonly file: ListedFile; readonly source: SourceFile }>
  /** By the path of the file. A reference may lead elsewhere once names came or went, so each is of one listing. */
  readonly made: Map<
    string,
    { readonly listing: Listing; readonly config: ToolsConfig; readonly result: MaterializedSchema }
  >
  /** Parts of files, parsed, by their texts. */
  readonly blocks: Map<string, unknown>
}
