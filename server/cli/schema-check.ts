import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { messageOf } from '../base/errors.ts'
import { compareVersions, semverOf } from '../event/schema-uri.ts'
import type { CheckFinding } from '../schema/check/check-finding.ts'
import { type CheckedTitle, type CheckedVersion, checkTitle, isCompared } from '../schema/check/check-title.ts'
import { breaksBetween, compatibilityFindings } from '../schema/check/compare-versions.ts'
import type { CompatMode } from '../schema/check/compat-modes.ts'
import { firstDifference } from '../schema/check/first-difference.ts'
import { openSeenVersions, type SeenVersions, seenFileName } from '../schema/check/seen-versions.ts'
import { parseSource } from '../schema/source-file.ts'
import { exitCodes } from './exit-codes.ts'
import { stagedFiles } from './git.ts'
import { type OwnRepository, openOwnRepository } from './schema-folders.ts'
import { type GitTree, openGitTree } from './schema-git.ts'
import { type Checked, reporters } from './schema-reporters.ts'

/** The options of `schema check`. */
export interface CheckOptions {
  readonly against?: string
  /** Only titles with something staged for the next commit, held to the last one. */
  readonly staged?: boolean
  readonly compat: CompatMode
  readonly reporter: keyof typeof reporters
  readonly warnings?: boolean
  readonly map?: readonly string[]
}

/** `schema check`: exit code 5 where a schema breaks a rule, 6 where all that is wrong is compatibility. */
export async function checkRepository(typed: CheckOptions): Promise<number> {
  const started = performance.now()
  const options = typed.staged ? { ...typed, against: typed.against ?? 'HEAD' } : typed
  const cwd = process.cwd()
  const own = await openOwnRepository(cwd, options.map)
  const git = await openGitTree(resolve(cwd, own.config.schemaBasePath), options.against ?? 'HEAD')
  const changed = options.staged ? await stagedFiles(resolve(cwd, own.config.schemaBasePath)) : git?.changed
  const titles = titlesOf(own, options.against === undefined ? undefined : changed)
  const seen = git ? undefined : openSeenVersions(resolve(cwd, '.event-sandbox', seenFileName))
  const checked: Checked[] = []
  for (const name of titles) {
    const title = checkTitle(own.workspace, own.name, name)
    const compared = (next: CheckedVersion) => isCompared(own.workspace, title, next)
    const published =
      git && isTouched(git.changed, name) ? await publishedFindings(title, git, own, options, compared) : []
    const among = options.against === undefined ? compatibilityFindings(title, options.compat, compared) : []
    checked.push({
      title: name,
      findings: [...title.findings, ...(seen?.changed(own.workspace, own.name, name) ?? []), ...published, ...among],
    })
  }
  if (seen) keep(seen)
  const report = reporters[options.reporter]({
    checked,
    warnings: options.warnings ?? false,
    milliseconds: performance.now() - started,
  })
  process.stdout.write(report.stdout)
  process.stderr.write(report.stderr)
  const errors = checked.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error')
  if (errors.some(({ rule }) => rule !== compatibilityRule)) return exitCodes.invalid
  return errors.length > 0 ? exitCodes.incompatible : exitCodes.fine
}

/** For the next check; where it cannot be kept, this one is no worse for it. */
function keep(seen: SeenVersions): void {
  try {
    seen.save()
  } catch (failure) {
    process.stderr.write(`event-sandbox: what versions say cannot be kept: ${messageOf(failure)}\n`)
  }
}

const compatibilityRule = 'schema-version-compatibility'

/** All titles, or those with a file that changed. */
function titlesOf({ workspace, name }: OwnRepository, changed: Iterable<string> | undefined): readonly string[] {
  const all = workspace.listing.files.filter(({ repository }) => repository === name).map(({ title }) => title)
  const titles = [...new Set(all)].sort()
  return changed ? titles.filter(title => isTouched(changed, title)) : titles
}

function isTouched(changed: Iterable<string>, title: string): boolean {
  for (const file of changed)
    if (file.startsWith(`${title}/`) && !file.slice(title.length + 1).includes('/')) return true
  return false
}

/** Versions that git has must stay as they are; a new one is held to the newest that git has. */
async function publishedFindings(
  title: CheckedTitle,
  git: GitTree,
  own: OwnRepository,
  options: CheckOptions,
  compared: (next: CheckedVersion) => boolean,
): Promise<readonly CheckFinding[]> {
  const published = await publishedVersions(title.title, git, own, options.against ?? 'HEAD')
  const findings = published.flatMap(old => editedFinding(title, old, own))
  const [newest, next] = [published.at(-1), title.versions.at(-1)]
  if (options.against === undefined || newest === undefined || next === undefined || !compared(next)) return findings
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
