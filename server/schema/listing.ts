import { compareVersions, type SchemaUri } from '../event/schema-uri.ts'
import { pathsOf } from './addresses.ts'
import type { RepositoryFolder, SchemaVersion } from './types.ts'

/** What stands in the folders of all repositories, by name alone: no file is read for it. Never changed, only replaced. */
export interface Listing {
  /** The file a URI names; the first folder that has it wins. */
  resolve(uri: SchemaUri): ListedFile | undefined
  /** The path below the repositories that an address leads to (`https://…`, `file://…`); any other text as it is. */
  pathOf(address: string): string
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

/** Indexes the files of each folder by their names. */
export function createListing(
  walks: readonly (readonly ListedFile[])[],
  leadingOut: readonly string[],
  folders: readonly RepositoryFolder[],
): Listing {
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
    pathOf: pathsOf(folders),
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
