import { readdir, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { compareVersions, type SchemaUri, semverOf } from '../event/schema-uri.ts'
import type { RepositoryFolder, SchemaVersion } from './types.ts'

/** What stands in the folders of all repositories, by name alone: no file is read for it. Never changed, only replaced. */
export interface Listing {
  /** The file a URI names; the first folder that has it wins. */
  resolve(uri: SchemaUri): ListedFile | undefined
  /** The file at a path of the disk. */
  at(path: string): ListedFile | undefined
  readonly files: readonly ListedFile[]
  /** Published versions in the order title, version; of a URI that two folders have, the one that wins. */
  readonly versions: readonly SchemaVersion[]
  /** The versions of a title in ascending order, without `current`; empty where no folder has the title. */
  versionsOf(title: string): readonly string[]
  readonly titles: ReadonlySet<string>
  /** Links that lead out of all folders; they are left alone. */
  readonly leadingOut: readonly string[]
}

/** A schema file by its name: `1.0.0.yaml` or `current.yaml` in the folder of its title. */
export interface ListedFile extends SchemaVersion {
  /** Where it is on disk. */
  readonly path: string
  readonly extension: 'yaml' | 'json'
}

/**
 * Lists the folders in jsonschema-tools layout. `latest` and names without extension are links there (or what a checkout
 * without links makes of them), so they are worked out from the versions instead.
 */
export async function listFolders(folders: readonly RepositoryFolder[]): Promise<Listing> {
  const roots = await Promise.all(folders.map(({ folder }) => realpath(folder)))
  const leadingOut: string[] = []
  const walks = folders.map(folder => walkFolder(folder, roots, leadingOut))
  return createListing(await Promise.all(walks), leadingOut)
}

/** Whether a real path is one of these folders or inside one. */
export function isInside(path: string, roots: readonly string[]): boolean {
  return roots.some(root => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep))
}

async function walkFolder(
  folder: RepositoryFolder,
  roots: readonly string[],
  leadingOut: string[],
): Promise<readonly ListedFile[]> {
  const files: ListedFile[] = []
  const entered = new Set<string>()
  const walk = async (path: string, title: string): Promise<void> => {
    // Links to folders may form a ring; each real folder is entered once a repository.
    const real = await realpath(path)
    if (entered.has(real)) return
    entered.add(real)
    const entries = await readdir(path, { withFileTypes: true })
    const deeper = entries.map(async entry => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return
      const inside = join(path, entry.name)
      const kind = await kindOf(inside, entry, roots, leadingOut)
      if (kind === 'folder') return walk(inside, title === '' ? entry.name : `${title}/${entry.name}`)
      const listed = kind === 'file' ? listedFile(folder, title, entry.name, inside) : undefined
      if (listed) files.push(listed)
    })
    await Promise.all(deeper)
  }
  await walk(resolve(folder.folder), '')
  return files
}

async function kindOf(
  path: string,
  entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean },
  roots: readonly string[],
  leadingOut: string[],
): Promise<'file' | 'folder' | 'other'> {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  if (!entry.isSymbolicLink()) return 'other'
  try {
    if (!isInside(await realpath(path), roots)) {
      leadingOut.push(path)
      return 'other'
    }
    const target = await stat(path)
    return target.isFile() ? 'file' : target.isDirectory() ? 'folder' : 'other'
  } catch {
    // A link to nothing: as if it were not there.
    return 'other'
  }
}

function listedFile(folder: RepositoryFolder, title: string, name: string, path: string): ListedFile | undefined {
  const [, version, extension] = /^(.+)\.(yaml|json)$/.exec(name) ?? []
  if (version === undefined || title === '') return undefined
  if (version !== 'current' && semverOf(version) === undefined) return undefined
  const uri = version === 'current' ? `/${title}/${name}` : `/${title}/${version}`
  const file = `${folder.folder.replace(/[/\\]+$/, '')}/${title}/${name}`
  return { uri, title, version, repository: folder.name, file, path, extension: extension as ListedFile['extension'] }
}

function createListing(walks: readonly (readonly ListedFile[])[], leadingOut: readonly string[]): Listing {
  const files = walks.flat()
  const byPath = new Map(files.map(file => [file.path, file]))
  const repositories = walks.map(indexed)
  const winners = new Map<string, ListedFile>()
  for (const titles of repositories) {
    for (const versions of titles.values()) {
      for (const [version, formats] of versions) {
        const file = formats.yaml ?? formats.json
        if (file && version !== 'current' && !winners.has(file.uri)) winners.set(file.uri, file)
      }
    }
  }
  const versions = [...winners.values()].sort(
    (a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0) || compareVersions(a.version, b.version),
  )
  const byTitle = new Map<string, string[]>()
  for (const { title, version } of versions) byTitle.set(title, [...(byTitle.get(title) ?? []), version])

  return {
    resolve(uri) {
      for (const titles of repositories) {
        const file = fileOf(titles.get(uri.title), uri)
        if (file) return file
      }
      return undefined
    },
    at: path => byPath.get(path),
    files,
    versions,
    versionsOf: title => byTitle.get(title) ?? [],
    titles: new Set(files.map(({ title }) => title)),
    leadingOut,
  }
}

type Formats = { yaml?: ListedFile; json?: ListedFile }
type Titles = ReadonlyMap<string, ReadonlyMap<string, Formats>>

function indexed(files: readonly ListedFile[]): Titles {
  const titles = new Map<string, Map<string, Formats>>()
  for (const file of files) {
    const versions = titles.get(file.title) ?? new Map<string, Formats>()
    titles.set(file.title, versions)
    versions.set(file.version, { ...versions.get(file.version), [file.extension]: file })
  }
  return titles
}

function fileOf(versions: ReadonlyMap<string, Formats> | undefined, uri: SchemaUri): ListedFile | undefined {
  if (versions === undefined) return undefined
  const version = uri.version === 'latest' ? latestOf(versions.keys()) : uri.version
  const formats = version === undefined ? undefined : versions.get(version)
  return uri.extension ? formats?.[uri.extension] : (formats?.yaml ?? formats?.json)
}

function latestOf(versions: Iterable<string>): string | undefined {
  return [...versions]
    .filter(version => version !== 'current')
    .sort(compareVersions)
    .at(-1)
}
