import { randomBytes } from 'node:crypto'
import { v1 } from 'uuid'

/** 100 ns steps in a millisecond, the clock of a uuid of version 1. */
const stepsPerMs = 10_000

/**
 * Makes uuids of version 1, ascending. The node and clock sequence are drawn once, as RFC 9562 has it: uuid's own
 * state draws random bytes for each, which was 9 % of a request that needs two.
 */
export function createTimeUuid(now: () => number): () => string {
  const random = randomBytes(16)
  const node = random.subarray(10)
  // The multicast bit tells a drawn node from a network card's.
  node[0] = (node[0] ?? 0) | 1
  const clockseq = random.readUInt16BE(8) & 0x3fff
  let msecs = 0
  let nsecs = 0

  return () => {
    const time = now()
    if (time > msecs) {
      msecs = time
      nsecs = 0
    } else if (++nsecs === stepsPerMs) {
      // More than a millisecond has steps, or the clock was set back: what comes next is borrowed from.
      msecs += 1
      nsecs = 0
    }
    return v1({ random, msecs, nsecs, clockseq, node })
  }
}
