import { resolve } from 'node:path'
import { messageOf, SandboxError } from '../base/errors.ts'
import type { CompatMode } from '../schema/check/compat-modes.ts'
import { openSeenVersions, type SeenVersions, seenFileName } from '../schema/check/seen-versions.ts'
import { readToolsConfig } from '../schema/tools-config.ts'
import { type CheckThread, claimed } from './check-thread.ts'
import { exitCodes } from './exit-codes.ts'
import { mayBeInGit } from './may-be-in-git.ts'
import { publishedFindings, titlesGone } from './published-versions.ts'
import { assertHasSchemas, type OwnRepository, openOwnRepository } from './schema-folders.ts'
import type { GitTree } from './schema-git.ts'
import { type Checked, reporters } from './schema-reporters.ts'
import { createTitleChecks, type TitleCheckOptions, type TitleChecks } from './title-checks.ts'

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

/**
 * `schema check`: exit code 5 where a schema breaks a rule, 6 where all that is wrong is compatibility. Each folder is one
 * with a `.jsonschema-tools.yaml`. Closes the thread.
 */
export async function checkRepositories(
  folders: readonly string[],
  typed: CheckOptions,
  thread: CheckThread | undefined,
): Promise<number> {
  const started = performance.now()
  const options = typed.staged ? { ...typed, against: typed.against ?? 'HEAD' } : typed
  try {
    const checked: Checked[] = []
    for (const folder of folders) checked.push(...(await checkedTitles(folder, options, thread)))
    const report = reporters[options.reporter]({ checked, milliseconds: performance.now() - started })
    process.stdout.write(report.stdout)
    process.stderr.write(report.stderr)
    return exitCodeOf(checked)
  } finally {
    await thread?.close()
  }
}

async function checkedTitles(
  at: string,
  options: CheckOptions,
  thread: CheckThread | undefined,
): Promise<readonly Checked[]> {
  const config = readToolsConfig(at)
  const base = resolve(at, config.schemaBasePath)
  const [git, own] = await Promise.all([
    mayBeInGit(base) ? gitTree(base, options.against ?? 'HEAD') : undefined,
    openOwnRepository(options.map, at, config),
  ])
  // Before the first commit nothing is published, and all that is staged is new.
  if (git === undefined && options.against !== undefined && !options.staged) {
    const hint = 'Leave out --against, or run the command in a clone.'
    throw new SandboxError('config_invalid', `${base} is not in a git repository with commits.`, { hint })
  }
  const changed = options.staged ? await (await import('./git.ts')).stagedFiles(base, 'there or gone') : git?.changed
  const seenFile = git ? undefined : resolve(at, '.event-sandbox', seenFileName)
  const seen = seenFile === undefined ? undefined : openSeenVersions(seenFile)
  const gone = git ? titlesGone(git, own) : (seen?.titlesGone(own.workspace, own.name) ?? [])
  if (gone.length === 0 && !options.staged) assertHasSchemas(own)
  const titles = titlesOf(own, gone, options.against === undefined ? undefined : changed)
  const how = { compat: options.compat, isWhole: options.against === undefined, warnings: options.warnings ?? false }
  const checks = createTitleChecks(own.workspace, own.name, how, seen)

  const touched = git ? titles.filter(title => isTouched(git.changed, title)) : []
  const checked = new Map<string, Checked>()
  const others = titles.filter(title => !touched.includes(title))
  for (const one of await checkedByBoth(others, checks, { own, how, seen, seenFile }, thread))
    checked.set(one.title, one)
  for (const title of touched) {
    const one = checks.check(title)
    const published = git ? await publishedFindings(one, git, own, options) : []
    checked.set(title, checks.tell(one, published))
  }
  if (seen) keep(seen)
  return titles.flatMap(title => checked.get(title) ?? [])
}

/** Checks titles from the front while the thread, if there is one, checks from the end. */
async function checkedByBoth(
  titles: readonly string[],
  checks: TitleChecks,
  parts: { own: OwnRepository; how: TitleCheckOptions; seen: SeenVersions | undefined; seenFile: string | undefined },
  thread: CheckThread | undefined,
): Promise<readonly Checked[]> {
  const { own, how, seen, seenFile } = parts
  const claims = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const { folders, listing } = own.workspace
  const files = folders.map(({ name }) => listing.files.filter(({ repository }) => repository === name))
  const { leadingOut } = listing
  const { name: repository, config } = own
  const help = thread?.help({ ...how, folders, files, leadingOut, repository, config, seenFile, titles, claims })
  const checked: Checked[] = []
  for (const title of claimed(titles, claims)) checked.push(checks.tell(checks.check(title)))
  if (checked.length === titles.length || help === undefined) return checked
  const theirs = await help
  seen?.learn(theirs.seen)
  return [...checked, ...theirs.checked]
}

/** Loaded where there is something to ask git: starting processes takes much code. */
async function gitTree(folder: string, ref: string): Promise<GitTree | undefined> {
  return (await import('./schema-git.ts')).openGitTree(folder, ref)
}

function exitCodeOf(checked: readonly Checked[]): number {
  const errors = checked.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error')
  if (errors.some(({ rule }) => rule !== compatibilityRule)) return exitCodes.invalid
  return errors.length > 0 ? exitCodes.incompatible : exitCodes.fine
}

const compatibilityRule = 'schema-version-compatibility'

/** For the next check; where it cannot be kept, this one is no worse for it. */
function keep(seen: SeenVersions): void {
  try {
    seen.save()
  } catch (failure) {
    process.stderr.write(`event-sandbox: what versions say cannot be kept: ${messageOf(failure)}\n`)
  }
}

/** All titles, those that are gone included, or the ones with a file that changed. */
function titlesOf(
  { workspace, name }: OwnRepository,
  gone: readonly string[],
  changed: Iterable<string> | undefined,
): readonly string[] {
  const listed = workspace.listing.files.filter(({ repository }) => repository === name).map(({ title }) => title)
  const titles = [...new Set([...listed, ...gone])].sort()
  return changed ? titles.filter(title => isTouched(changed, title)) : titles
}

function isTouched(changed: Iterable<string>, title: string): boolean {
  for (const file of changed)
    if (file.startsWith(`${title}/`) && !file.slice(title.length + 1).includes('/')) return true
  return false
}
