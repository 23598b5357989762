import { nearestPointer } from '../../event/json-pointer.ts'
import { compareVersions } from '../../event/schema-uri.ts'
import type { Origin } from '../follow-reference.ts'
import type { JsonObject } from '../json-object.ts'
import { isIgnored, lintSchema, skippedRules } from '../lint/lint.ts'
import type { ListedFile } from '../listing.ts'
import type { MaterializedSchema } from '../materialize/materialize.ts'
import type { SourceFile } from '../source-file.ts'
import type { Workspace } from '../workspace.ts'
import { type CheckFinding, fromFinding } from './check-finding.ts'
import { currentFindings, madeOf } from './made-of-current.ts'
import { structureFindings } from './structure.ts'
import type { Parsed, TitleFiles } from './title-files.ts'

/** A version of a title with the place of each of its parts. */
export interface PlacedVersion {
  readonly version: string
  readonly document: JsonObject
  /** Where the part at a pointer stands: in its own file, or in one that it refers to. */
  origin(pointer: string): Origin
}

/** A version of a title that is checked. */
export interface CheckedVersion extends PlacedVersion {
  /** Its own file; of the newest that is `current.yaml`. */
  readonly source: SourceFile
}

/** What is wrong with one title, and its versions for comparing. */
export interface CheckedTitle {
  readonly title: string
  readonly repository: string
  readonly findings: readonly CheckFinding[]
  /** Ascending; the last is what `current` stands for. */
  readonly versions: readonly CheckedVersion[]
  /** Those that are no schemas. */
  readonly invalid: ReadonlySet<CheckedVersion>
}

/** Checks all files of one title: they can be read, are where they belong, are made from `current`, follow the rules. */
export function checkTitle(workspace: Workspace, repository: string, title: string): CheckedTitle {
  const listed = workspace.listing.files.filter(file => file.repository === repository && file.title === title)
  return checkFiles(workspace, repository, title, listed)
}

/** Checks these files of one title. */
export function checkFiles(
  workspace: Workspace,
  repository: string,
  title: string,
  listed: readonly ListedFile[],
): CheckedTitle {
  const config = workspace.configOf(repository)
  const findings: CheckFinding[] = []
  const parsed: Parsed[] = []
  const unread = new Set<string>()
  for (const file of listed) {
    const read = workspace.read(file)
    if (!read.ok) {
      findings.push(fromFinding('yaml-parses', title, read.finding))
      unread.add(file.version)
    } else if (!isIgnored(read.source.content, config)) parsed.push({ listed: file, source: read.source })
  }
  const versions = parsed
    .filter(({ listed: { version, extension } }) => version !== 'current' && config.contentTypes.includes(extension))
    .sort((a, b) => compareVersions(a.listed.version, b.listed.version))
  const isCurrent = ({ file }: { file: string }) => file.endsWith(`/${config.currentName}`)
  const current = parsed.find(({ source }) => isCurrent(source))
  const folder = (listed[0]?.file ?? title).replace(/\/[^/]*$/, '')
  const files: TitleFiles = { title, config, folder, current, versions }
  // One that cannot be read has a finding already.
  const isMissing = !current && !(findings.length > 0 && listed.some(isCurrent))
  if (parsed.length > 0) findings.push(...structureFindings(files, isMissing))

  const made = current ? madeOf(workspace, current, title, findings) : undefined
  const checked = checkedVersions(files, made)
  const invalid = new Set<CheckedVersion>()
  for (const version of checked) {
    const by = version === checked.at(-1) ? 'all' : 'theirs'
    for (const { pointer, ...fault } of lintSchema(version.document, config, by)) {
      if (fault.rule === 'schema-is-valid') invalid.add(version)
      const origin = version.origin(pointer)
      // What is wrong with another file as a whole is wrong where it is referred to.
      const { source, pointer: at } = origin.pointer === '' ? ownPlace(version, pointer) : origin
      findings.push({ ...fault, title, file: source.file, pointer: at, place: () => source.place(at) })
    }
  }
  // A version that is not there to be read, or should not be published, is not asked to be what `current` makes.
  const newest = checked.at(-1)
  const isAsked = newest !== undefined && !invalid.has(newest) && !unread.has(newest.version)
  if (made && isAsked) findings.push(...currentFindings(files, made))
  return { title, repository, findings, versions: checked, invalid }
}

/** The place in a version's own file that is, or leads to, what stands at a pointer of the version. */
export function ownPlace({ source, document }: CheckedVersion, pointer: string): Origin {
  const own = nearestPointer(source.content, pointer)
  const isMerged = own === '' && pointer !== '' && source.content !== document && source.content.allOf !== undefined
  return { source, pointer: isMerged ? '/allOf' : own }
}

/** Whether a version is to be compared with those before it, by its configuration. */
export function isCompared(workspace: Workspace, { repository }: CheckedTitle, next: CheckedVersion): boolean {
  return !skippedRules(next.document, workspace.configOf(repository)).has('schema-version-compatibility')
}

/** Those of the first content type; what `current` makes takes the place of the version with its number. */
function checkedVersions(
  { versions, config }: TitleFiles,
  made: MaterializedSchema | undefined,
): readonly CheckedVersion[] {
  const [type] = config.contentTypes
  const number = made?.version.ok ? made.version.version : undefined
  const [own] = made?.sources ?? []
  const published = versions
    .filter(({ listed }) => listed.extension === type)
    .map(({ listed, source }) => ({
      version: listed.version,
      document: source.content,
      source,
      origin: (pointer: string) => ({ source, pointer }),
    }))
  if (made === undefined || own === undefined || number === undefined) return published
  const kept = published.filter(({ version }) => version !== number)
  return [...kept, { version: number, document: made.document, source: own, origin: made.origin }].sort((a, b) =>
    compareVersions(a.version, b.version),
  )
}
