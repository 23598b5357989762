import type { BatchRow } from './batch-index.ts'
import type { Segments } from './segments.ts'

// What lies side by side is read at once, up to so much: a batch of one record is not worth a system call.
const stretchBytes = 1024 * 1024
const gapBytes = 4096

/** The bytes of batches, in the order of the rows, by as few reads as it takes. */
export function readBatches(segments: Segments, rows: readonly BatchRow[]): Buffer[] {
  if (rows.length <= 1) return rows.map(row => segments.read(row.segment, row.position, row.length))
  const bytes = new Map<number, Buffer>()
  const sorted = [...rows].sort((one, other) => one.segment - other.segment || one.position - other.position)
  for (let from = 0; from < sorted.length; ) {
    const stretch = stretchFrom(sorted, from)
    const [first] = stretch
    const last = stretch.at(-1)
    if (!first || !last) break
    const read = segments.read(first.segment, first.position, last.position + last.length - first.position)
    for (const { seq, position, length } of stretch) {
      bytes.set(seq, read.subarray(position - first.position, position - first.position + length))
    }
    from += stretch.length
  }
  return rows.flatMap(({ seq }) => bytes.get(seq) ?? [])
}

function stretchFrom(rows: readonly BatchRow[], from: number): BatchRow[] {
  const stretch: BatchRow[] = []
  for (let at = from; at < rows.length; at += 1) {
    const row = rows[at] as BatchRow
    const first = stretch[0] ?? row
    const last = stretch.at(-1)
    const isNear = !last || (row.segment === last.segment && row.position - last.position - last.length <= gapBytes)
    if (!isNear || (last && row.position + row.length - first.position > stretchBytes)) break
    stretch.push(row)
  }
  return stretch
}
