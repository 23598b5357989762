// Varints of record batches: Protocol Buffers' encoding, signed by zigzag (0, -1, 1, -2 are 0, 1, 2, 3), low groups first.

/** A place in a buffer that reading moves on. */
export interface ByteReader {
  readonly bytes: Buffer
  position: number
}

const small = 2 ** 30

/** How many bytes `writeVarint` takes for `value`, an integer of at most 53 bits. */
export function varintSize(value: number): number {
  if (value >= -64 && value < 64) return 1
  let rest = value < 0 ? -(value + 1) : value
  rest = Math.floor(rest / 64)
  let size = 1
  for (; rest > 0; rest = Math.floor(rest / 128)) size += 1
  return size
}

/** Writes `value` as a varint (or varlong, they are the same bytes); returns the position behind it. */
export function writeVarint(bytes: Buffer, at: number, value: number): number {
  let position = at
  if (value < -small || value >= small) return writeLong(bytes, at, value)
  let rest = ((value << 1) ^ (value >> 31)) >>> 0
  for (; rest > 127; rest >>>= 7) bytes[position++] = (rest & 127) | 128
  bytes[position++] = rest
  return position
}

function writeLong(bytes: Buffer, at: number, value: number): number {
  let position = at
  let rest = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n))
  for (; rest > 127n; rest >>= 7n) bytes[position++] = Number(rest & 127n) | 128
  bytes[position++] = Number(rest)
  return position
}

/** Reads a varint or varlong; one that does not end throws a RangeError. */
export function readVarint(reader: ByteReader): number {
  const start = reader.position
  let value = 0
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = nextByte(reader)
    value |= (byte & 127) << shift
    if (byte < 128) return (value >>> 1) ^ -(value & 1)
  }
  reader.position = start
  return readLong(reader)
}

function readLong(reader: ByteReader): number {
  let value = 0n
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = nextByte(reader)
    value |= BigInt(byte & 127) << shift
    if (byte < 128) return Number(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)))
  }
  throw new RangeError('A varint does not end.')
}

function nextByte(reader: ByteReader): number {
  const byte = reader.bytes[reader.position++]
  if (byte === undefined) throw new RangeError('A varint is cut off.')
  return byte
}
