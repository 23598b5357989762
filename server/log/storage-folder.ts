import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, SandboxError } from '../base/errors.ts'
import { makeFolder } from '../base/make-folder.ts'
import { lockFile, takeLock } from './folder-lock.ts'

/** The folder of a log, ours alone until it is closed. */
export interface StorageFolder {
  readonly indexFile: string
  readonly segmentsFolder: string
  /** Whether the last owner did not close it. */
  readonly isUnclean: boolean
  /** Writes down where its owner answers. */
  announce(url: string): void
  /** What the last owner left was looked at. A folder that is closed before stays unclean. */
  recovered(): void
  close(): void
}

const indexFile = 'index.sqlite'
// 'schemas' keeps what was read of repositories on the web, the last what versions said when they were first seen.
const ours = new Set([
  ...['.gitignore', lockFile, indexFile, `${indexFile}-wal`, `${indexFile}-shm`, 'segments', 'schemas'],
  'seen-versions.json',
])
// What systems put into a folder that its owner calls empty.
const systems = new Set(['lost+found', '.DS_Store', '.gitkeep'])

/** Makes the folder, or takes it over; throws storage_locked, storage_format or storage_failed. */
export function openStorageFolder(folder: string): StorageFolder {
  try {
    makeFolder(folder)
    checkContents(folder)
    const lock = takeLock(folder)
    // Git ignores the folder wherever it is.
    writeFileSync(join(folder, '.gitignore'), '*\n')
    return {
      indexFile: join(folder, indexFile),
      segmentsFolder: join(folder, 'segments'),
      isUnclean: lock.wasLeft,
      announce: lock.announce,
      recovered: lock.settle,
      close: lock.release,
    }
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause
    throw storageUnusable(folder, cause)
  }
}

/** Why the folder cannot be made or written. */
export function storageUnusable(folder: string, cause: unknown): SandboxError {
  return new SandboxError('storage_failed', `The storage folder ${folder} cannot be used: ${messageOf(cause)}.`, {
    hint: 'Name a folder that can be written: `--storage DIR`, or `--storage memory` to keep nothing.',
    cause,
  })
}

// A .gitignore that hides everything must not get into a folder of someone's work.
function checkContents(folder: string): void {
  const names = readdirSync(folder)
  if (names.includes(indexFile)) return
  const foreign = names.find(name => !ours.has(name) && !systems.has(name))
  if (foreign === undefined) return
  throw new SandboxError('storage_format', `The folder ${folder} holds other files, such as ${foreign}.`, {
    hint: 'Name a new or empty folder: `--storage DIR`.',
  })
}
