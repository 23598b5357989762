import { type Dirent, lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { messageOf, SandboxError } from '../base/errors.ts'
import { semverOf } from '../event/schema-uri.ts'
import { createListing, type ListedFile, type Listing } from './listing.ts'
import { currentNameAbove } from './tools-config.ts'
import type { RepositoryFolder } from './types.ts'

/**
 * Lists the folders in jsonschema-tools layout. `latest` and names without extension are links there (or what a checkout
 * without links makes of them), so they are worked out from the versions instead. Where the names are those of `before`,
 * that one is the answer.
 * @throws SandboxError config_invalid where a folder cannot be read.
 */
export async function listFolders(folders: readonly RepositoryFolder[], before?: Listing): Promise<Listing> {
  const roots = folders.map(({ folder }) => realpathSync(folder))
  const leadingOut: string[] = []
  const walks: (readonly ListedFile[])[] = []
  for (const folder of folders) walks.push(await walkFolder(folder, roots, leadingOut))
  const listing = createListing(walks, leadingOut, folders)
  return before !== undefined && haveSameNames(before, listing) ? before : listing
}

/** Whether all these paths are listed files that are still there: then no name came or went with them. */
export function areListedFiles(paths: ReadonlySet<string>, listing: Listing): boolean {
  return [...paths].every(
    path => listing.at(path) !== undefined && lstatSync(path, { throwIfNoEntry: false })?.isFile(),
  )
}

/** Whether a real path is one of these folders or inside one. */
export function isInside(path: string, roots: readonly string[]): boolean {
  return roots.some(root => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep))
}

/** A folder to be listed; `title` is its path below the repository. */
interface Place {
  readonly path: string
  readonly real: string
  readonly title: string
}

/** Calls that wait would cost five times as much as these, which take 12 ms for the 1,900 names of both real repositories. */
const foldersATurn = 40

async function walkFolder(
  given: RepositoryFolder,
  roots: readonly string[],
  leadingOut: string[],
): Promise<readonly ListedFile[]> {
  const files: ListedFile[] = []
  // Links to folders may form a ring: each real folder is entered once a repository, by its own name if it is in there.
  const entered = new Set<string>()
  const root = resolve(given.folder)
  const folder = { ...given, currentName: given.currentName ?? currentNameAbove(root) }
  const own: Place[] = [{ path: root, real: realpathSync(root), title: '' }]
  const linked: Place[] = []
  for (let place = own.pop(); place !== undefined; place = own.pop() ?? linked.pop()) {
    if (entered.has(place.real)) continue
    entered.add(place.real)
    if (entered.size % foldersATurn === 0) await nextTurn()
    const entries = entriesOf(place)
    const plain = new Set(entries.filter(entry => entry.isFile()).map(({ name }) => name))
    for (const entry of entries) {
      const { name } = entry
      if (name.startsWith('.') || name === 'node_modules') continue
      const path = join(place.path, name)
      const title = place.title === '' ? name : `${place.title}/${name}`
      if (entry.isDirectory()) own.push({ path, real: join(place.real, name), title })
      const target = entry.isSymbolicLink() ? followed(path, plain, roots, leadingOut) : undefined
      if (target?.kind === 'folder') linked.push({ path, real: target.real, title })
      const isFile = entry.isFile() || target?.kind === 'file'
      const listed = isFile ? listedFile(folder, place.title, name, path) : undefined
      if (listed) files.push(listed)
    }
  }
  return files
}

function entriesOf({ path, title }: Place): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (failure) {
    // Deleted since the folder above it was read.
    const isGone = title !== '' && (failure as NodeJS.ErrnoException).code === 'ENOENT'
    if (isGone) return []
    throw new SandboxError('config_invalid', `The schema folder ${path} cannot be read: ${messageOf(failure)}.`, {
      hint: 'Make it readable, or name a folder of schemas alone.',
      cause: failure,
    })
  }
}

type Target = { readonly kind: 'file' } | { readonly kind: 'folder'; readonly real: string }

/** What a link leads to; undefined where that is nothing to be read. `beside` are the files in its folder. */
function followed(
  path: string,
  beside: ReadonlySet<string>,
  roots: readonly string[],
  leadingOut: string[],
): Target | undefined {
  try {
    if (beside.has(readlinkSync(path))) return { kind: 'file' }
    const real = realpathSync(path)
    if (!isInside(real, roots)) {
      leadingOut.push(path)
      return undefined
    }
    const target = statSync(real)
    return target.isFile() ? { kind: 'file' } : target.isDirectory() ? { kind: 'folder', real } : undefined
  } catch {
    // A link to nothing: as if it were not there.
    return undefined
  }
}

function listedFile(folder: RepositoryFolder, title: string, name: string, path: string): ListedFile | undefined {
  const [, named, extension] = /^(.+)\.(yaml|json)$/.exec(name) ?? []
  if (named === undefined || title === '') return undefined
  const isCurrent = folder.currentName === undefined ? named === 'current' : name === folder.currentName
  const version = isCurrent ? 'current' : named
  if (!isCurrent && semverOf(version) === undefined) return undefined
  const uri = isCurrent ? `/${title}/${name}` : `/${title}/${version}`
  const file = `${folder.folder.replace(/[/\\]+$/, '')}/${title}/${name}`
  return { uri, title, version, repository: folder.name, file, path, extension: extension as ListedFile['extension'] }
}

function haveSameNames(one: Listing, other: Listing): boolean {
  if (one.files.length !== other.files.length || one.leadingOut.length !== other.leadingOut.length) return false
  const out = new Set(one.leadingOut)
  return other.files.every(({ path }) => one.at(path) !== undefined) && other.leadingOut.every(path => out.has(path))
}
