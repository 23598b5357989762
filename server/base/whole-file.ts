import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { messageOf, SandboxError } from './errors.ts'
import { makeFolder } from './make-folder.ts'

/** A file that is there whole or not at all: until it is done, what stood there before stays. */
export interface WholeFile {
  /** @throws SandboxError storage_full or config_invalid; then nothing of it is left. */
  write(text: string): void
  /** Puts it in its place. @throws SandboxError as `write`. */
  done(): void
  /** Gives it up. */
  drop(): void
}

/** So much is written at once. */
const pieceCharacters = 256 * 1024

/** Begins a file. @throws SandboxError storage_full or config_invalid where it cannot be written. */
export function openWholeFile(path: string): WholeFile {
  const place = placeOf(path)
  // A pipe or a device cannot be put in place.
  const draft = place.isPlain ? `${place.path}.unfinished` : place.path
  const target = attempt(path, () => openSync(draft, 'w'))
  let waiting: string[] = []
  let characters = 0
  let isOpen = true

  function close(): void {
    if (isOpen) closeSync(target)
    isOpen = false
  }

  function drop(): void {
    close()
    if (place.isPlain) rmSync(draft, { force: true })
  }

  function within(work: () => void): void {
    try {
      attempt(path, work)
    } catch (failure) {
      drop()
      throw failure
    }
  }

  function flush(): void {
    // Unlike writeSync it goes on until all is written.
    writeFileSync(target, waiting.join(''))
    waiting = []
    characters = 0
  }

  return {
    write(text) {
      waiting.push(text)
      characters += text.length
      if (characters >= pieceCharacters) within(flush)
    },
    done() {
      within(flush)
      close()
      if (place.isPlain) attempt(path, () => renameSync(draft, place.path))
    },
    drop,
  }
}

/** Finds out at once what writing a file would come to later. @throws SandboxError storage_full or config_invalid. */
export function checkWritable(path: string): void {
  const found = attempt(path, () => statSync(path, { throwIfNoEntry: false }))
  // Opening a pipe waits for who reads it.
  if (found?.isFIFO()) return
  attempt(path, () => closeSync(openSync(path, 'a')))
  if (!found) rmSync(path)
}

/** Writes a file whole or not at all, and makes its folder. @throws SandboxError storage_full or config_invalid. */
export function writeWhole(path: string, text: string): void {
  attempt(path, () => makeFolder(dirname(path)))
  const file = openWholeFile(path)
  file.write(text)
  file.done()
}

// What a link leads to is written, and the link stays.
function placeOf(path: string): { readonly path: string; readonly isPlain: boolean } {
  const found = attempt(path, () => statSync(path, { throwIfNoEntry: false }))
  return found ? { path: realpathSync(path), isPlain: found.isFile() } : { path, isPlain: true }
}

function attempt<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      const hint = 'Free some disk space, or name a file on another disk. Nothing of it was kept.'
      throw new SandboxError('storage_full', `There is no room left for ${path}.`, { hint, cause })
    }
    const hint = code === 'ENOENT' ? 'Make its folder first.' : 'Name a file that may be written.'
    throw new SandboxError('config_invalid', `${path} cannot be written: ${messageOf(cause)}.`, { hint, cause })
  }
}
