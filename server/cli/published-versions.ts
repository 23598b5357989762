import { isDeepStrictEqual } from 'node:util'
import { compareVersions, semverOf } from '../event/schema-uri.ts'
import { type CheckFinding, inFile } from '../schema/check/check-finding.ts'
import { type CheckedTitle, type CheckedVersion, isCompared } from '../schema/check/check-title.ts'
import { breaksBetween } from '../schema/check/compare-versions.ts'
import type { CompatMode } from '../schema/check/compat-modes.ts'
import { firstDifference } from '../schema/check/first-difference.ts'
import { goneTitle, goneVersion } from '../schema/check/gone.ts'
import { isIgnored, skippedRules } from '../schema/lint/lint.ts'
import { parseSource } from '../schema/source-file.ts'
import type { OwnRepository } from './schema-folders.ts'
import type { GitTree } from './schema-git.ts'

/** A version as git has it. */
interface PublishedVersion extends CheckedVersion {
  /** Its file, relative to the base folder. */
  readonly name: string
}

/** Versions that git has must stay as they are; with `against`, a new one is held to the newest that git has there. */
export async function publishedFindings(
  title: CheckedTitle,
  git: GitTree,
  own: OwnRepository,
  options: { readonly against?: string; readonly compat: CompatMode },
): Promise<readonly CheckFinding[]> {
  const ref = options.against ?? 'HEAD'
  const published = await publishedVersions(title.title, git, own, ref)
  const findings = changesOf(title, published, git, own, ref)
  const [newest, next] = [published.at(-1), title.versions.at(-1)]
  if (options.against === undefined || newest === undefined || next === undefined) return findings
  if (!isCompared(own.workspace, title, next)) return findings
  const isSameMajor = semverOf(newest.version)?.numbers[0] === semverOf(next.version)?.numbers[0]
  return isSameMajor ? [...findings, ...breaksBetween(title, newest, next, options.compat)] : findings
}

/** The titles whose published versions were deleted, with all other files of theirs. */
export function titlesGone({ deleted }: GitTree, { workspace, name: repository, config }: OwnRepository): string[] {
  const [type] = config.contentTypes
  const left = new Set(workspace.listing.files.filter(file => file.repository === repository).map(file => file.title))
  const versions = [...deleted].filter(name => semverOf(versionOf(name, type)) !== undefined)
  return [...new Set(versions.map(folderOf))].filter(title => !left.has(title))
}

async function publishedVersions(
  title: string,
  git: GitTree,
  { workspace, config }: OwnRepository,
  ref: string,
): Promise<readonly PublishedVersion[]> {
  const [type] = config.contentTypes
  const names = (await git.list(title)).filter(name => semverOf(versionOf(name, type)) !== undefined)
  const read = await Promise.all(
    names.map(async (name): Promise<readonly PublishedVersion[]> => {
      const text = await git.show(name)
      if (text === undefined) return []
      const parsed = parseSource({ file: `${ref}:${fileIn(workspace, name)}`, uri: `/${name}` }, text)
      if (!parsed.ok) return []
      const { source } = parsed
      const origin = (pointer: string) => ({ source, pointer })
      return [{ name, version: versionOf(name, type), document: source.content, source, origin }]
    }),
  )
  return read.flat().sort((a, b) => compareVersions(a.version, b.version))
}

/** What was edited or deleted of what is published, but for what the configuration leaves alone. */
function changesOf(
  { title, versions }: CheckedTitle,
  published: readonly PublishedVersion[],
  git: GitTree,
  { workspace, name: repository, config }: OwnRepository,
  ref: string,
): readonly CheckFinding[] {
  const files = workspace.listing.files.filter(file => file.repository === repository && file.title === title)
  const held = published.filter(
    ({ document }) => !isIgnored(document, config) && !skippedRules(document, config).has('old-version-immutable'),
  )
  const restore = (name: string) => `Restore it, for events name it: git checkout ${ref} -- ${fileIn(workspace, name)}`
  const newest = held.at(-1)
  if (files.length === 0 && newest !== undefined) {
    const numbers = held.map(({ version }) => version)
    return [goneTitle(title, numbers, fileIn(workspace, newest.name), restore(title))]
  }
  return held.flatMap(old => {
    const [type] = config.contentTypes
    const listed = files.find(file => file.version === old.version && file.extension === type)
    if (listed === undefined) {
      // One that `current` makes comes back when it is materialized; what was published since the branch began is not gone.
      const isGone = git.deleted.has(old.name) && !versions.some(({ version }) => version === old.version)
      return isGone ? [goneVersion(title, old.version, fileIn(workspace, old.name), restore(old.name))] : []
    }
    const read = workspace.read(listed)
    if (!read.ok || isDeepStrictEqual(read.source.content, old.document)) return []
    const pointer = firstDifference(old.document, read.source.content)
    const message = `Version \`${old.version}\` was published and says something else now.`
    const hint = `Publish the change as a new version, and restore this one: git checkout ${ref} -- ${read.source.file}`
    return [inFile('old-version-immutable', title, read.source, pointer, message, hint)]
  })
}

/** As it is named in messages: with the base folder as the user wrote it. */
function fileIn({ folders }: OwnRepository['workspace'], name: string): string {
  return `${folders[0]?.folder ?? '.'}/${name}`
}

function versionOf(name: string, type: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1)
  return file.endsWith(`.${type}`) ? file.slice(0, -type.length - 1) : ''
}

function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), 0))
}
