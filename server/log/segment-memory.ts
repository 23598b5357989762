import type { Segments } from './segments.ts'

const firstCapacity = 64 * 1024

/** Segments that live as long as the process. */
export function createSegmentMemory({ segmentBytes }: { segmentBytes: number }): Segments {
  const segments = new Map<number, Buffer>([[1, Buffer.allocUnsafeSlow(firstCapacity)]])
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
      segments.set(current, Buffer.allocUnsafeSlow(firstCapacity))
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
