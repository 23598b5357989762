import { relative, resolve } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import { git as gitIn } from './git.ts'

/** What git has of a repository folder at a commit, and what became of it here. */
export interface GitTree {
  /** Files below the folder that were changed since this branch left the commit, untracked ones included; relative to it. */
  readonly changed: ReadonlySet<string>
  /** Those of them that are there no more. */
  readonly deleted: ReadonlySet<string>
  /** The files of a folder at the commit, by their path relative to the base folder. */
  list(folder: string): Promise<readonly string[]>
  /** The text of a file at the commit, or undefined where it has none. */
  show(file: string): Promise<string | undefined>
}

/**
 * Opens a commit of the git repository around a folder; undefined where there is none.
 * @throws SandboxError config_invalid where git does not know the commit.
 */
export async function openGitTree(folder: string, ref: string): Promise<GitTree | undefined> {
  const git = (...args: readonly string[]) => gitIn(folder, ...args)
  const [top, commit] = await Promise.all([
    git('rev-parse', '--show-toplevel').catch(() => undefined),
    git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => undefined),
  ])
  if (top === undefined) return undefined
  if (commit === undefined) {
    if (ref === 'HEAD') return undefined
    throw new SandboxError('config_invalid', `git knows no commit ${ref}.`, {
      hint: 'In CI, fetch it first: git fetch origin main.',
    })
  }
  // What others have published there meanwhile was not changed here. A shallow clone may not know where the branch began.
  const since = ref === 'HEAD' ? commit : await git('merge-base', commit.trim(), 'HEAD').catch(() => commit)
  const [tracked, untracked] = await Promise.all([
    git('diff', '--name-status', '--no-renames', '--relative', '-z', since.trim(), '--', '.'),
    git('ls-files', '--others', '--exclude-standard', '-z', '--', '.'),
  ])
  const changes = statusesOf(tracked)
  const prefix = relative(top.trim(), resolve(folder)).replaceAll('\\', '/')
  const inTree = (file: string) => (prefix === '' ? file : `${prefix}/${file}`)
  return {
    changed: new Set([...changes.map(({ name }) => name), ...untracked.split('\0')].filter(name => name !== '')),
    deleted: new Set(changes.filter(({ status }) => status === 'D').map(({ name }) => name)),
    list: async title => {
      const names = await git('ls-tree', '--full-tree', '--name-only', '-z', `${commit.trim()}:${inTree(title)}`).catch(
        () => '',
      )
      return names
        .split('\0')
        .filter(name => name !== '')
        .map(name => `${title}/${name}`)
    },
    show: file => git('show', `${commit.trim()}:${inTree(file)}`).catch(() => undefined),
  }
}

/** What `git diff --name-status -z` prints: a letter and a name, in turns. */
function statusesOf(printed: string): readonly { readonly status: string; readonly name: string }[] {
  const words = printed.split('\0')
  return words.flatMap((status, index) => (index % 2 === 0 ? [{ status, name: words[index + 1] ?? '' }] : []))
}
