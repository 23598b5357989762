/** The partition that Kafka's default partitioner gives a key, so that its producers and ours agree. */
export function partitionOfKey(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions
}

const multiplier = 0x5bd1e995
const seed = 0x9747b28c

/** MurmurHash 2 as org.apache.kafka.common.utils.Utils has it: 32 bits, signed. */
function murmur2(key: Uint8Array): number {
  const end = key.length & ~3
  let hash = seed ^ key.length
  for (let at = 0; at < end; at += 4) {
    const word = byte(key, at) | (byte(key, at + 1) << 8) | (byte(key, at + 2) << 16) | (byte(key, at + 3) << 24)
    hash = Math.imul(hash, multiplier) ^ mixed(word)
  }
  const left = key.length - end
  if (left >= 3) hash ^= byte(key, end + 2) << 16
  if (left >= 2) hash ^= byte(key, end + 1) << 8
  if (left >= 1) hash = Math.imul(hash ^ byte(key, end), multiplier)
  hash = Math.imul(hash ^ (hash >>> 13), multiplier)
  return hash ^ (hash >>> 15)
}

function mixed(word: number): number {
  const product = Math.imul(word, multiplier)
  return Math.imul(product ^ (product >>> 24), multiplier)
}

// Within bounds by its callers' loops; the type system cannot see it.
function byte(key: Uint8Array, at: number): number {
  return key[at] as number
}
