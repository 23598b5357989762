import { isIgnored } from '../schema/lint/lint.ts'
import type { ListedFile } from '../schema/listing.ts'
import { materializeTogether } from '../schema/materialize/together.ts'
import { isOnDisk, versionFiles, writeVersionFile } from '../schema/materialize/version-files.ts'
import type { Finding } from '../schema/types.ts'
import { exitCodes } from './exit-codes.ts'
import { git } from './git.ts'
import { assertHasSchemas, fileOf, type OwnRepository, openOwnRepository } from './schema-folders.ts'
import { stagedCurrents } from './staged-schemas.ts'

/** `schema materialize`: what can be written is written; one bad file makes the exit code 5. */
export async function materializeFiles(
  files: readonly string[],
  options: {
    readonly dryRun?: boolean
    readonly check?: boolean
    readonly staged?: boolean
    readonly map?: readonly string[]
  },
): Promise<number> {
  const cwd = process.cwd()
  const own = await openOwnRepository(options.map)
  const wanted = await wantedFiles(files, own, options.staged ?? false)
  const writes = !options.dryRun && !options.check && !own.config.dryRun
  let bad = 0
  let changed = 0
  const written: string[] = []
  const made = materializeTogether(own.workspace, wanted)
  for (const file of inOrder(wanted)) {
    const result = made(file)
    const findings = result.ok
      ? result.materialized.version.ok
        ? []
        : [result.materialized.version.finding]
      : result.findings
    for (const finding of findings) report(finding)
    if (findings.length > 0) bad++
    if (!result.ok || !result.materialized.version.ok || isIgnored(result.materialized.document, own.config)) continue
    const { version, document } = result.materialized
    const wantedOnDisk = versionFiles(file.path, version.version, document, own.config)
    const stale = wantedOnDisk.filter(one => !isOnDisk(one))
    changed += stale.length
    written.push(...wantedOnDisk.map(({ path }) => path))
    for (const one of stale) {
      if (writes) writeVersionFile(one)
      const target = one.kind === 'link' ? ` -> ${one.target}` : ''
      process.stdout.write(`${writes ? '' : 'would write '}${relative(one.path, cwd)}${target}\n`)
    }
  }
  if (options.staged && writes && own.config.shouldGitAdd && written.length > 0) await git(cwd, 'add', '--', ...written)
  process.stderr.write(`${summary(wanted.length, changed, bad, writes)}\n`)
  return bad > 0 || (options.check === true && changed > 0) ? exitCodes.invalid : exitCodes.fine
}

async function wantedFiles(
  files: readonly string[],
  own: OwnRepository,
  isStaged: boolean,
): Promise<readonly ListedFile[]> {
  if (files.length > 0) return files.map(file => fileOf(own, process.cwd(), file))
  if (isStaged) return stagedCurrents(own)
  assertHasSchemas(own)
  return currentFiles(own)
}

function currentFiles({ workspace, name, config }: OwnRepository): readonly ListedFile[] {
  return workspace.listing.files.filter(
    ({ repository, file }) => repository === name && file.endsWith(`/${config.currentName}`),
  )
}

/** Fragments first: as jsonschema-tools, so that a version that others refer to is there when they are read. */
function inOrder(files: readonly ListedFile[]): readonly ListedFile[] {
  const rank = ({ title }: ListedFile) => (title.includes('common') ? 0 : title.startsWith('fragment') ? 1 : 2)
  return [...files].sort((a, b) => rank(a) - rank(b) || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0))
}

function report({ file, line, column, message, hint, pointer }: Finding): void {
  const where = pointer ? ` (${pointer})` : ''
  process.stderr.write(
    `${file}:${line}:${column}: error: ${message.replaceAll('`', '')}${where}${hint ? ` ${hint.replaceAll('`', '')}` : ''}\n`,
  )
}

function relative(path: string, cwd: string): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path
}

function summary(count: number, changed: number, bad: number, writes: boolean): string {
  const done = changed === 0 ? 'nothing to write' : `${changed} files ${writes ? 'written' : 'would be written'}`
  return `${count} ${count === 1 ? 'schema' : 'schemas'}, ${done}${bad > 0 ? `, ${bad} could not be materialized` : ''}.`
}
