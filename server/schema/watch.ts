import { resolve } from 'node:path'
import type { RepositoryFolder } from './types.ts'

/** Quiet time after which a save counts as done: editors write, truncate and rename in several steps. */
const quietMs = 25
/** A burst that never ends is looked at all the same; a save must be in force within 200 ms. */
const longestMs = 100

/** Something that watches folders until it is closed. */
export interface FolderWatch {
  close(): Promise<void>
}

/**
 * Calls `onChange` with the paths that changed, once for all changes that come together; the first time as soon as the
 * watch has begun, for what changed until then.
 */
export async function watchFolders(
  folders: readonly RepositoryFolder[],
  onChange: (paths: ReadonlySet<string>) => void,
  onError: (error: unknown) => void,
): Promise<FolderWatch> {
  // Only here, so that a sandbox that watches nothing does not load it.
  const { watch } = await import('chokidar')
  const watcher = watch(
    folders.map(({ folder }) => resolve(folder)),
    { ignoreInitial: true, ignored: path => /[/\\](?:\.git|node_modules)(?:[/\\]|$)/.test(path) },
  )
  let paths = new Set<string>()
  let first: number | undefined
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    const changed = paths
    paths = new Set()
    first = undefined
    onChange(changed)
  }
  const schedule = () => {
    const now = performance.now()
    first ??= now
    clearTimeout(timer)
    timer = setTimeout(flush, Math.min(quietMs, Math.max(0, longestMs - (now - first))))
  }
  watcher.on('all', (_, path) => {
    paths.add(path)
    schedule()
  })
  watcher.on('ready', schedule)
  watcher.on('error', onError)
  return {
    close() {
      clearTimeout(timer)
      return watcher.close()
    },
  }
}
