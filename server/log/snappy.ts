import { createRequire } from 'node:module'

/*
 * Snappy as Java's clients frame it (xerial snappy-java, SnappyOutputStream); librdkafka and others send one bare block.
 *
 *   Framed => Magic Version Compatible [Block]
 *     Magic      => 0x82 "SNAPPY" 0x00
 *     Version    => int32
 *     Compatible => int32
 *   Block => Length Bytes
 *     Length     => int32
 *     Bytes      => a snappy block
 */
const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00])
const headerSize = 16

const require = createRequire(import.meta.url)

/** Unpacks snappy, framed or bare. */
export function unpackSnappy(packed: Buffer): Buffer {
  const snappy: typeof import('snappy') = require('snappy')
  // The answer is a Buffer unless `asBuffer: false` asks for a string.
  const unpack = (block: Buffer) => snappy.uncompressSync(block) as Buffer
  if (!packed.subarray(0, magic.length).equals(magic)) return unpack(packed)

  const blocks: Buffer[] = []
  for (let position = headerSize; position < packed.length; ) {
    const end = position + 4 + packed.readInt32BE(position)
    if (end > packed.length || end < position + 4) throw new RangeError('A snappy block is cut off.')
    blocks.push(unpack(packed.subarray(position + 4, end)))
    position = end
  }
  return Buffer.concat(blocks)
}
