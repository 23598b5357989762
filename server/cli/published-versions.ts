import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { compareVersions, semverOf } from '../event/schema-uri.ts'
import type { CheckFinding } from '../schema/check/check-finding.ts'
import { type CheckedTitle, type CheckedVersion, isCompared } from '../schema/check/check-title.ts'
import { breaksBetween } from '../schema/check/compare-versions.ts'
import type { CompatMode } from '../schema/check/compat-modes.ts'
import { firstDifference } from '../schema/check/first-difference.ts'
import { parseSource } from '../schema/source-file.ts'
import type { OwnRepository } from './schema-folders.ts'
import type { GitTree } from './schema-git.ts'

/** Versions that git has must stay as they are; with `against`, a new one is held to the newest that git has there. */
export async function publishedFindings(
  title: CheckedTitle,
  git: GitTree,
  own: OwnRepository,
  options: { readonly against?: string; readonly compat: CompatMode },
): Promise<readonly CheckFinding[]> {
  const published = await publishedVersions(title.title, git, own, options.against ?? 'HEAD')
  const findings = published.flatMap(old => editedFinding(title, old, own))
  const [newest, next] = [published.at(-1), title.versions.at(-1)]
  if (options.against === undefined || newest === undefined || next === undefined) return findings
  if (!isCompared(own.workspace, title, next)) return findings
  const isSameMajor = semverOf(newest.version)?.numbers[0] === semverOf(next.version)?.numbers[0]
  return isSameMajor ? [...findings, ...breaksBetween(title, newest, next, options.compat)] : findings
}

async function publishedVersions(
  title: string,
  git: GitTree,
  { config }: OwnRepository,
  ref: string,
): Promise<readonly CheckedVersion[]> {
  const [type] = config.contentTypes
  const names = (await git.list(title)).filter(name => semverOf(versionOf(name, type)) !== undefined)
  const read = await Promise.all(
    names.map(async name => {
      const text = await git.show(name)
      const parsed =
        text === undefined
          ? undefined
          : parseSource({ file: `${ref}:${join(config.schemaBasePath, name)}`, uri: `/${name}` }, text)
      if (!parsed?.ok) return []
      const { source } = parsed
      return [
        {
          version: versionOf(name, type),
          document: source.content,
          origin: (pointer: string) => ({ source, pointer }),
        },
      ]
    }),
  )
  return read.flat().sort((a, b) => compareVersions(a.version, b.version))
}

function versionOf(name: string, type: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1)
  return file.endsWith(`.${type}`) ? file.slice(0, -type.length - 1) : ''
}

function editedFinding(
  { title }: CheckedTitle,
  old: CheckedVersion,
  { workspace, name, config }: OwnRepository,
): readonly CheckFinding[] {
  const [type] = config.contentTypes
  const listed = workspace.listing.files.find(
    file => file.repository === name && file.title === title && file.version === old.version && file.extension === type,
  )
  const rule = 'old-version-immutable'
  const hint = 'Publish the change as a new version; events name this one.'
  if (listed === undefined) {
    const file = `${config.schemaBasePath.replace(/\/+$/, '')}/${title}/${old.version}.${type}`
    const message = `Version \`${old.version}\` was published and is gone.`
    return [
      {
        rule,
        severity: 'error',
        title,
        file,
        pointer: '',
        message,
        hint: 'Restore it from git.',
        place: () => ({ line: 1, column: 1 }),
      },
    ]
  }
  const read = workspace.read(listed)
  if (!read.ok || isDeepStrictEqual(read.source.content, old.document)) return []
  const pointer = firstDifference(old.document, read.source.content)
  const message = `Version \`${old.version}\` was published and says something else now.`
  return [
    {
      rule,
      severity: 'error',
      title,
      file: read.source.file,
      pointer,
      message,
      hint,
      place: () => read.source.place(pointer),
    },
  ]
}
