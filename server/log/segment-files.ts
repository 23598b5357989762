import * as fs from 'node:fs'
import { join } from 'node:path'
import type { Place, Segments } from './segments.ts'

/** The calls to the file system that carry batches; a test puts a full disk in their place. */
export type SegmentFileSystem = Pick<typeof fs, 'writevSync' | 'readSync' | 'ftruncateSync' | 'fdatasyncSync'>

/** Segments as files of a folder. Whatever is behind `end`, which the index committed last, is cut off. */
export function openSegmentFiles(parts: {
  folder: string
  end: Place
  segmentBytes: number
  fileSystem: SegmentFileSystem
}): Segments {
  const { folder, segmentBytes, fileSystem } = parts
  fs.mkdirSync(folder, { recursive: true })
  const files = new Map<number, number>()
  const known = new Set(segmentsIn(folder))
  let { segment: current, position: size } = parts.end

  for (const segment of known) if (segment > current) remove(segment)
  let isNew = !known.has(current)
  known.add(current)
  if (fs.fstatSync(file(current)).size > size) fileSystem.ftruncateSync(file(current), size)

  function file(segment: number): number {
    const opened = files.get(segment)
    if (opened !== undefined) return opened
    // Only the current segment may be new; another one that is missing is an error.
    const flags = segment === current ? fs.constants.O_RDWR | fs.constants.O_CREAT : fs.constants.O_RDONLY
    const descriptor = fs.openSync(pathOf(folder, segment), flags)
    files.set(segment, descriptor)
    return descriptor
  }

  function remove(segment: number): void {
    const descriptor = files.get(segment)
    if (descriptor !== undefined) fs.closeSync(descriptor)
    files.delete(segment)
    known.delete(segment)
    fs.rmSync(pathOf(folder, segment), { force: true })
  }

  return {
    get end() {
      return { segment: current, position: size }
    },
    roll() {
      if (size < segmentBytes) return false
      // Off the main thread: a power failure must not reach further back than the current segment.
      fs.fdatasync(file(current), () => {})
      current += 1
      size = 0
      known.add(current)
      isNew = true
      return true
    },
    append(batches) {
      const place = { segment: current, position: size }
      size += writeAll(fileSystem, file(current), batches, size)
      return place
    },
    cut(place) {
      size = place.position
      fileSystem.ftruncateSync(file(current), size)
    },
    read(segment, position, length) {
      const bytes = Buffer.allocUnsafe(length)
      let filled = 0
      while (filled < length) {
        const count = fileSystem.readSync(file(segment), bytes, filled, length - filled, position + filled)
        if (count === 0) throw new RangeError(`Segment ${segment} ends at ${position + filled}.`)
        filled += count
      }
      return bytes
    },
    sync() {
      fileSystem.fdatasyncSync(file(current))
      if (isNew) syncFolder(folder)
      isNew = false
    },
    remove,
    list: () => [...known],
    close() {
      for (const descriptor of files.values()) fs.closeSync(descriptor)
      files.clear()
    },
  }
}

const nameShape = /^(\d{8,})\.log$/

function segmentsIn(folder: string): number[] {
  return fs.readdirSync(folder).flatMap(name => {
    const match = nameShape.exec(name)
    return match ? [Number(match[1])] : []
  })
}

function pathOf(folder: string, segment: number): string {
  return join(folder, `${String(segment).padStart(8, '0')}.log`)
}

// A file is found after a power failure only where its folder reached the disk as well.
function syncFolder(folder: string): void {
  // Windows opens no folders, and writes their entries by itself.
  if (process.platform === 'win32') return
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

// A full disk may take a part: the rest is tried, and then fails with the reason.
function writeAll(to: SegmentFileSystem, file: number, batches: readonly Buffer[], position: number): number {
  const total = batches.reduce((sum, batch) => sum + batch.length, 0)
  let written = to.writevSync(file, batches, position)
  while (written < total) {
    const rest = behind(batches, written)
    const count = to.writevSync(file, rest, position + written)
    if (count === 0) throw Object.assign(new Error('The file takes no more.'), { code: 'ENOSPC' })
    written += count
  }
  return total
}

function behind(batches: readonly Buffer[], skip: number): Buffer[] {
  let start = 0
  return batches.flatMap(batch => {
    const from = Math.max(0, skip - start)
    start += batch.length
    return from >= batch.length ? [] : [batch.subarray(from)]
  })
}
