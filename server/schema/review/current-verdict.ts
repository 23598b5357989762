import { isDeepStrictEqual } from 'node:util'
import { compareVersions } from '../../event/schema-uri.ts'
import type { CheckedTitle, PlacedVersion } from '../check/check-title.ts'
import { type Comparison, compareSchemas, type SchemaChange } from '../compare/compare.ts'
import { suggestVersion } from '../compare/suggest-version.ts'
import type { JsonObject } from '../json-object.ts'
import type { Workspace } from '../workspace.ts'

/** A place in a file, for people to go to. */
export interface ChangePlace {
  readonly file: string
  readonly line: number
}

/** A change with where it stands in both files. */
export type PlacedChange = SchemaChange & { readonly places: { readonly old: ChangePlace; readonly new: ChangePlace } }

/** What `current` means for the version before it. */
export interface CurrentVerdict {
  /** The version `current` says it is. */
  readonly version: string
  readonly against: string
  readonly verdicts: Comparison['verdicts']
  /** With places and witnesses; worked out when it is asked for, which takes ten times as long as the verdict. */
  changes(): readonly PlacedChange[]
  readonly suggestedVersion: string
  /** One sentence. */
  readonly words: string
}

/** Compares the newest version with what was published before it; undefined where there is nothing before. */
export function verdictOf(
  workspace: Workspace,
  { repository, title, versions, invalid }: CheckedTitle,
): CurrentVerdict | undefined {
  const newest = versions.at(-1)
  const current = workspace.listing.files.find(
    file => file.repository === repository && file.title === title && file.version === 'current',
  )
  if (newest === undefined || current === undefined || invalid.has(newest)) return undefined
  const published = publishedBefore(workspace, repository, title, newest)
  if (published === undefined) return undefined
  const comparison = compareSchemas(published.document, newest.document, { witnesses: false })
  const isChanged = !isDeepStrictEqual(withoutId(published.document), withoutId(newest.document))
  const suggestedVersion = suggestVersion(published.version, comparison, isChanged)
  const changes = () =>
    compareSchemas(published.document, newest.document).changes.map(change => placed(change, published, newest))
  const words = wordsOf(comparison, published.version, newest.version, suggestedVersion, isChanged)
  return {
    version: newest.version,
    against: published.version,
    verdicts: comparison.verdicts,
    changes,
    suggestedVersion,
    words,
  }
}

/** The version of the same number where it says something else, else the highest below. */
export function publishedBefore(
  { listing, read }: Workspace,
  repository: string,
  title: string,
  { version, document }: { readonly version: string; readonly document: JsonObject },
): PlacedVersion | undefined {
  const files = listing.files
    .filter(file => file.repository === repository && file.title === title && file.version !== 'current')
    .filter(file => compareVersions(file.version, version) <= 0)
    .sort((a, b) => compareVersions(b.version, a.version))
  for (const file of files) {
    const parsed = read(file)
    if (!parsed.ok || (file.version === version && isDeepStrictEqual(parsed.source.content, document))) continue
    const { source } = parsed
    return { version: file.version, document: source.content, origin: pointer => ({ source, pointer }) }
  }
  return undefined
}

/** A change with its lines in both files. */
export function placed(change: SchemaChange, old: PlacedVersion, next: PlacedVersion): PlacedChange {
  const placeIn = (version: PlacedVersion, pointer: string): ChangePlace => {
    const { source, pointer: own } = version.origin(pointer)
    return { file: source.file, line: source.place(own).line }
  }
  return { ...change, places: { old: placeIn(old, change.oldPointer), new: placeIn(next, change.pointer) } }
}

function wordsOf(
  { verdicts, changes }: Comparison,
  old: string,
  next: string,
  suggested: string,
  isChanged: boolean,
): string {
  if (!isChanged) return `says the same as ${old}.`
  const breaking = changes.filter(({ breaks }) => breaks.includes('BACKWARD') || breaks.includes('HIVE'))
  const [first, ...more] = breaking
  if (first === undefined) {
    const isEnough = compareVersions(next, suggested) >= 0
    const added = changes.find(({ breaks }) => breaks.length === 0 || !breaks.includes('BACKWARD'))
    const says = added ? ` ${added.message}` : ''
    return `is compatible with ${old}.${says}${isEnough ? '' : ` Raise the version to ${suggested}.`}`
  }
  const rest = more.length > 0 ? ` (and ${more.length} more)` : ''
  const isMajor = compareVersions(next, suggested) >= 0
  const what = verdicts.BACKWARD ? 'breaks the table of' : 'breaks readers of'
  return `${what} ${old}: ${first.message}${rest}${isMajor ? ' Its version says so.' : ` It needs ${suggested}.`}`
}

function withoutId({ $id: _, examples: __, ...rest }: JsonObject): JsonObject {
  return rest
}
