/** Kafka's socket.request.max.bytes. */
const largestFrame = 100 * 1024 * 1024

/**
 * Cuts a stream of bytes into frames, each of which has its length (int32) in front. What is incomplete is kept in the
 * pieces it came in: a client that announces 100 MB and sends none reserves nothing.
 */
export function createFrameSplitter(): (piece: Buffer) => Buffer[] {
  let pieces: Buffer[] = []
  let size = 0
  // Bytes until the next frame is whole, or until its length can be read.
  let wanted = 4

  return piece => {
    pieces.push(piece)
    size += piece.length
    if (size < wanted) return []

    const frames: Buffer[] = []
    let bytes = pieces.length === 1 ? piece : Buffer.concat(pieces, size)
    wanted = 4
    while (bytes.length >= 4) {
      const length = bytes.readInt32BE(0)
      if (length < 0 || length > largestFrame) throw new RangeError(`A frame of ${length} bytes.`)
      wanted = 4 + length
      if (bytes.length < wanted) break
      frames.push(bytes.subarray(4, wanted))
      bytes = bytes.subarray(wanted)
      wanted = 4
    }
    pieces = bytes.length > 0 ? [bytes] : []
    size = bytes.length
    return frames
  }
}
