import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder, and those above it that are missing. Not by Node's own `recursive`, which never ends where the system
 * says that the folder above is not there, though it is: below /proc.
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return
  const above = dirname(path)
  if (above !== path) makeFolder(above)
  try {
    mkdirSync(path)
  } catch (failure) {
    // Somebody else made it meanwhile.
    if (!isFolder(path)) throw failure
  }
}

/** Whether a folder, or a link to one, is there. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
