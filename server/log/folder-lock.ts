import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SandboxError } from '../base/errors.ts'

/** The name of the file that says who has a storage folder. */
export const lockFile = 'lock.json'

/** Who has a folder, as the lock file says it. */
interface Owner {
  readonly pid: number
  /** When the process started, as the system counts it: a process id is given again, this pair is not. */
  readonly started: string | undefined
  readonly url: string | undefined
}

/** A folder's lock, held. */
export interface FolderLock {
  /** Whether it was taken over from an owner that died with it. */
  readonly wasLeft: boolean
  /** Writes down where the owner answers. */
  announce(url: string): void
  /** From now on releasing leaves no trace of an owner that died. */
  settle(): void
  release(): void
}

// In a container every start may have the same process id: only what this very process holds is held by it.
const held = new Set<string>()

/** The process that has a folder now, and where it answers as far as it has said so; undefined where none has it. */
export function ownerOf(folder: string): { readonly pid: number; readonly url: string | undefined } | undefined {
  const file = join(folder, lockFile)
  const owner = readOwner(file)
  return isAlive(owner, file) ? owner : undefined
}

/** Takes the lock of a folder, also from a process that is dead; throws storage_locked where one lives. */
export function takeLock(folder: string): FolderLock {
  const file = join(realpathSync(folder), lockFile)
  const owner: Owner = { pid: process.pid, started: startOf(process.pid), url: undefined }
  const content = JSON.stringify(owner)
  const wasLeft = !create(file, content)
  if (wasLeft) {
    takeOver(folder, file)
    if (!create(file, content)) throw locked(folder, readOwner(file))
  }
  held.add(file)
  let settled = !wasLeft
  return {
    wasLeft,
    announce(url) {
      // In one step: half a lock would count as left.
      const whole = `${file}.${process.pid}`
      writeFileSync(whole, JSON.stringify({ ...owner, url } satisfies Owner))
      renameSync(whole, file)
    },
    settle() {
      settled = true
    },
    release() {
      held.delete(file)
      // An empty lock is nobody's, and still says that the folder was left.
      if (settled) rmSync(file, { force: true })
      else writeFileSync(file, '')
    },
  }
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' })
    return true
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw failure
  }
}

// Renaming takes the file away from everyone else; one that came in between is another start's, and goes back.
function takeOver(folder: string, file: string): void {
  const left = readText(file)
  if (isAlive(parse(left), file)) throw locked(folder, parse(left))
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (readText(aside) !== left) {
    renameSync(aside, file)
    throw locked(folder, readOwner(file))
  }
  rmSync(aside)
}

function isAlive(owner: Owner | undefined, file: string): owner is Owner {
  if (!owner) return false
  if (owner.pid === process.pid) return held.has(file)
  try {
    process.kill(owner.pid, 0)
  } catch (failure) {
    // EPERM: it lives, and belongs to another user.
    if ((failure as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return owner.started === undefined || owner.started === startOf(owner.pid)
}

// proc(5): the 22nd field of /proc/PID/stat, counted behind the command's closing bracket. Elsewhere unknown.
function startOf(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

function readOwner(file: string): Owner | undefined {
  return parse(readText(file))
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function parse(text: string | undefined): Owner | undefined {
  try {
    // Written above; a lock that was cut off by a full disk does not parse and counts as left.
    const owner = JSON.parse(text ?? '') as Owner
    return Number.isInteger(owner.pid) ? owner : undefined
  } catch {
    return undefined
  }
}

function locked(folder: string, owner: Owner | undefined): SandboxError {
  const who = owner ? `process ${owner.pid}${owner.url ? `, ${owner.url}` : ''}` : 'another process'
  return new SandboxError('storage_locked', `The storage folder ${folder} is in use by ${who}.`, {
    hint: 'Use that one, stop it, or start with another `--storage`.',
  })
}
