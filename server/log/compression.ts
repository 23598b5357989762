import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { unpackSnappy } from './snappy.ts'
import { unpackZstd } from './zstd.ts'

/** The codecs of a batch by their number in its attributes. */
export const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const

/** The records of a batch, unpacked. What unpacks is loaded at first use: most logs never need it. */
export function decompress(codec: number, packed: Buffer): Buffer {
  switch (codecs[codec]) {
    case 'none':
      return packed
    case 'gzip':
      return gunzipSync(packed)
    case 'snappy':
      return unpackSnappy(packed)
    case 'lz4':
      return unpackLz4(packed)
    case 'zstd':
      return unpackZstd(packed)
    default:
      throw new RangeError(`A batch names codec ${codec}, which no version of the format has.`)
  }
}

const require = createRequire(import.meta.url)

// Kafka's LZ4 is the LZ4 frame format since message format 1.
function unpackLz4(packed: Buffer): Buffer {
  const lz4: typeof import('lz4-napi') = require('lz4-napi')
  return lz4.decompressFrameSync(packed)
}
