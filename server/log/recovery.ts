import type { Logger } from '../base/logger.ts'
import type { BatchIndex, BatchRow } from './batch-index.ts'
import { isIntact } from './batch-reader.ts'
import type { Segments } from './segments.ts'
import type { Tallies } from './tallies.ts'

/**
 * After an unclean stop: reads the batches of the last segment and, from the first on whose bytes are not what was
 * committed, gives them up. A killed process loses none; a power failure may, unless durability is `full`.
 */
export function checkTail(parts: { index: BatchIndex; segments: Segments; tallies: Tallies; logger: Logger }): void {
  const { index, segments, tallies, logger } = parts
  const last = index.last()
  if (!last) return
  let broken: number | undefined
  for (const row of rowsOfSegment(index, last)) if (!isReadable(segments, row)) broken = row.seq
  if (broken === undefined) return

  const lost = index.range({ from: broken, to: last.seq }, 'desc', last.seq - broken + 1)
  const from = broken
  for (const row of lost) tallies.removeNewest(row)
  tallies.save(() => index.removeFrom(from))
  // An older one is the newest of a log that was restored: others have batches behind it.
  if (last.segment === segments.end.segment)
    segments.cut({ segment: last.segment, position: lost.at(-1)?.position ?? 0 })
  const records = lost.reduce((sum, row) => sum + row.records, 0)
  logger.warn(`The last stop was unclean: the newest events were not on the disk and are gone (${records}).`)
}

const rowsAtOnce = 1000

// From the newest to the oldest.
function* rowsOfSegment(index: BatchIndex, last: BatchRow): Generator<BatchRow> {
  for (let to = last.seq; ; ) {
    const rows = index.range({ from: 0, to }, 'desc', rowsAtOnce)
    for (const row of rows) {
      if (row.segment !== last.segment) return
      yield row
      to = row.seq - 1
    }
    if (rows.length < rowsAtOnce) return
  }
}

function isReadable(segments: Segments, row: BatchRow): boolean {
  try {
    return isIntact(segments.read(row.segment, row.position, row.length))
  } catch {
    return false
  }
}
