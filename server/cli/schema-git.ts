import { relative, resolve } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import { git as gitIn } from './git.ts'

/** What git has of a repository folder at a commit. */
export interface GitTree {
  /** Files below the folder that differ from the commit, untracked ones included; relative to the folder. */
  readonly changed: ReadonlySet<string>
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
  const [tracked, untracked] = await Promise.all([
    git('diff', '--name-only', '--relative', '-z', commit.trim(), '--', '.'),
    git('ls-files', '--others', '--exclude-standard', '-z', '--', '.'),
  ])
  const prefix = relative(top.trim(), resolve(folder)).replaceAll('\\', '/')
  const inTree = (file: string) => (prefix === '' ? file : `${prefix}/${file}`)
  return {
    changed: new Set([...tracked.split('\0'), ...untracked.split('\0')].filter(name => name !== '')),
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
