import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Whether git may know a folder: looking for a `.git` around it takes microseconds, asking git milliseconds. */
export function mayBeInGit(folder: string): boolean {
  if (process.env.GIT_DIR !== undefined) return true
  for (let above = resolve(folder); ; above = dirname(above)) {
    if (existsSync(join(above, '.git'))) return true
    if (above === dirname(above)) return false
  }
}
