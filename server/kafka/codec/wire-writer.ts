/**
 * Writes the primitive types of the protocol. What is large goes out as the buffer that came in: a Fetch does not copy
 * the batches it answers with.
 */
export class WireWriter {
  #done: Buffer[] = []
  #doneSize = 0
  #bytes: Buffer
  #start = 0
  #position = 0

  constructor(capacity = 512) {
    this.#bytes = Buffer.allocUnsafe(capacity)
  }

  /** Bytes so far. */
  get size(): number {
    return this.#doneSize + this.#position - this.#start
  }

  int8(value: number): void {
    this.#position = this.#room(1).writeInt8(value, this.#position)
  }

  int16(value: number): void {
    this.#position = this.#room(2).writeInt16BE(value, this.#position)
  }

  int32(value: number): void {
    this.#position = this.#room(4).writeInt32BE(value, this.#position)
  }

  int64(value: number): void {
    const bytes = this.#room(8)
    bytes.writeInt32BE(Math.floor(value / 2 ** 32), this.#position)
    this.#position = bytes.writeUInt32BE(value >>> 0, this.#position + 4)
  }

  uvarint(value: number): void {
    const bytes = this.#room(5)
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[this.#position++] = (rest & 127) | 128
    bytes[this.#position++] = rest
  }

  text(value: string, length: number): void {
    const bytes = this.#room(length)
    this.#position += bytes.write(value, this.#position)
  }

  raw(value: Buffer): void {
    if (value.length < copiedUpTo) {
      const bytes = this.#room(value.length)
      this.#position += value.copy(bytes, this.#position)
      return
    }
    this.#close()
    this.#add(value)
  }

  /** All bytes, in pieces. */
  finish(): readonly Buffer[] {
    this.#close()
    return this.#done
  }

  #room(length: number): Buffer {
    if (this.#position + length <= this.#bytes.length) return this.#bytes
    this.#close()
    this.#bytes = Buffer.allocUnsafe(Math.max(pieceBytes, length))
    this.#start = this.#position = 0
    return this.#bytes
  }

  #close(): void {
    if (this.#position > this.#start) this.#add(this.#bytes.subarray(this.#start, this.#position))
    this.#start = this.#position
  }

  #add(piece: Buffer): void {
    this.#done.push(piece)
    this.#doneSize += piece.length
  }
}

// A write of several pieces costs more than a copy of so much.
const copiedUpTo = 4096
const pieceBytes = 8192
