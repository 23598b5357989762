import { resolve } from 'node:path'
import type { RepositoryFolder } from './types.ts'

/** Quiet time after which a save counts as done: editors write, truncate and rename in several steps. */
const quietMs = 25
/** A burst that never ends is looked at all the same; a save must be in force within 200 ms. */
const longestMs = 100

/** chokidar drops a change within 50 ms of the one before (its throttle), so each change is followed by a second look. */
const secondLookMs = 60

/** Something that watches folders until it is closed. */
export interface FolderWatch {
  close(): Promise<void>
}

/**
 * Calls `onChange` with the paths that changed, once for all changes that come together; the first time as soon as the
 * watch has begun, for what changed until then. Each time is followed by a second look at the same paths.
 */
export async function watchFolders(
  folders: readonly RepositoryFolder[],
  onChange: (paths: ReadonlySet<string>, look: 'first' | 'second') => void,
  onError: (error: unknown) => void,
): Promise<FolderWatch> {
  // Only here, so that a sandbox that watches nothing does not load it.
  const { watch } = await import('chokidar')
  const roots = folders.map(({ folder }) => resolve(folder))
  // Inside the folders only: the built-in schemas themselves stand in a node_modules.
  const isIgnored = (path: string) =>
    roots.some(
      root => path.startsWith(root) && /[/\\](?:\.[^/\\]*|node_modules)(?:[/\\]|$)/.test(path.slice(root.length)),
    )
  const watcher = watch(roots, { ignoreInitial: true, ignored: isIgnored })
  let paths = new Set<string>()
  let first: number | undefined
  let timer: NodeJS.Timeout | undefined
  let secondLook: NodeJS.Timeout | undefined
  let changed: ReadonlySet<string> = new Set()
  const flush = () => {
    // What still waits for its second look gets it now, and another one later.
    changed = new Set([...(secondLook ? changed : []), ...paths])
    paths = new Set()
    first = undefined
    onChange(changed, 'first')
    clearTimeout(secondLook)
    secondLook = setTimeout(() => {
      secondLook = undefined
      if (changed.size > 0) onChange(changed, 'second')
    }, secondLookMs)
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
  watcher.on('ready', () => onChange(new Set(), 'first'))
  watcher.on('error', onError)
  return {
    close() {
      clearTimeout(timer)
      clearTimeout(secondLook)
      return watcher.close()
    },
  }
}
