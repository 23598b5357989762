/**
 * Reads the primitive types of the protocol (kafka.apache.org/protocol#protocol_types) from a frame. Reading behind its
 * end throws a RangeError. What is left over behind the last field is nobody's business: real clients leave bytes there.
 */
export class WireReader {
  readonly bytes: Buffer
  position: number

  constructor(bytes: Buffer, position = 0) {
    this.bytes = bytes
    this.position = position
  }

  get left(): number {
    return this.bytes.length - this.position
  }

  int8(): number {
    return this.bytes.readInt8(this.#step(1))
  }

  int16(): number {
    return this.bytes.readInt16BE(this.#step(2))
  }

  int32(): number {
    return this.bytes.readInt32BE(this.#step(4))
  }

  /** Beyond 53 bits the last digits are lost; no offset, time or producer id of ours gets there. */
  int64(): number {
    const at = this.#step(8)
    return this.bytes.readInt32BE(at) * 2 ** 32 + this.bytes.readUInt32BE(at + 4)
  }

  /** UNSIGNED_VARINT: seven bits a byte, low groups first, of 32 bits. */
  uvarint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes.readUInt8(this.#step(1))
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
    throw new RangeError('A varint does not end.')
  }

  /** A view of the next bytes, not a copy. */
  take(length: number): Buffer {
    if (length < 0 || length > this.left) throw new RangeError(`A field of ${length} bytes is cut off.`)
    const start = this.position
    this.position += length
    return this.bytes.subarray(start, this.position)
  }

  text(length: number): string {
    if (length < 0 || length > this.left) throw new RangeError(`A string of ${length} bytes is cut off.`)
    const start = this.position
    this.position += length
    return this.bytes.toString('utf8', start, this.position)
  }

  // The read that follows checks the bounds.
  #step(length: number): number {
    const at = this.position
    this.position += length
    return at
  }
}
