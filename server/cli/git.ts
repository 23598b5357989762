import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What git prints, run in a folder. Rejects where git fails, or is not there. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', folder, ...args], { maxBuffer: 256 * 1024 * 1024 })
  return stdout
}

/** Files, relative to a folder and below it, that are staged for the next commit; those it deletes are `gone`. */
export async function stagedFiles(folder: string, which: 'there' | 'there or gone'): Promise<readonly string[]> {
  const filter = which === 'there' ? ['--diff-filter=d'] : []
  return names(
    await git(folder, 'diff', '--cached', '--name-only', '--no-renames', '--relative', ...filter, '-z', '--', '.'),
  )
}

/** Files below a folder that differ from what is staged of them, or that git does not know. */
export async function unstagedFiles(folder: string): Promise<readonly string[]> {
  const [changed, untracked] = await Promise.all([
    git(folder, 'diff', '--name-only', '--relative', '-z', '--', '.'),
    git(folder, 'ls-files', '--others', '--exclude-standard', '-z', '--', '.'),
  ])
  return [...names(changed), ...names(untracked)]
}

function names(listed: string): readonly string[] {
  return listed.split('\0').filter(name => name !== '')
}
