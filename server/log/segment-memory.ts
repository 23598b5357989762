import type { Segments } from './segments.ts'

// Room for the turn that fills a segment; a larger request makes it grow.
const slack = 1024 * 1024

/** Segments that live as long as the process. */
export function createSegmentMemory({ segmentBytes }: { segmentBytes: number }): Segments {
  // Memory that was never written to takes none.
  const allocate = () => Buffer.allocUnsafeSlow(segmentBytes + slack)
  const segments = new Map<number, Buffer>([[1, allocate()]])
  let current = 1
  let size = 0

  function reserve(more: number): Buffer {
    const bytes = segments.get(current) ?? Buffer.alloc(0)
    if (size + more <= bytes.length) return bytes
    // Views of the smaller buffer stay valid: their bytes never change.
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, size + more))
    bytes.copy(larger, 0, 0, size)
    segments.set(current, larger)
    return larger
  }

  return {
    get end() {
      return { segment: current, position: size }
    },
    roll() {
      if (size < segmentBytes) return false
      current += 1
      size = 0
      segments.set(current, allocate())
      return true
    },
    append(batches) {
      const place = { segment: current, position: size }
      const bytes = reserve(batches.reduce((total, batch) => total + batch.length, 0))
      for (const batch of batches) size += batch.copy(bytes, size)
      return place
    },
    cut(place) {
      size = place.position
    },
    read(segment, position, length) {
      const bytes = segments.get(segment)
      if (!bytes) throw new RangeError(`Segment ${segment} is gone.`)
      return bytes.subarray(position, position + length)
    },
    sync() {},
    remove: segment => void segments.delete(segment),
    list: () => [...segments.keys()],
    close: () => segments.clear(),
  }
}
