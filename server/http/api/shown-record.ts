import type { StoredRecord } from '../../log/types.ts'

/** Bytes as people can read them: text where they are UTF-8, else base64. */
export type ShownBytes = { readonly text: string } | { readonly base64: string } | null

/** A record as the list of a topic's records shows it. */
export function shownRecord(record: StoredRecord) {
  const { cursor, partition, offset, timestamp, receivedAt, key, value, headers, note } = record
  return {
    cursor,
    partition,
    offset,
    timestamp: dateOf(timestamp),
    receivedAt: dateOf(receivedAt),
    key: shownBytes(key),
    value: shownBytes(value),
    headers: headers.map(header => ({ key: header.key, value: shownBytes(header.value) })),
    size: value?.length ?? 0,
    producer: note?.producer ?? null,
    door: note?.door ?? null,
    problems: note?.problems ?? [],
  }
}

function shownBytes(bytes: Uint8Array | null): ShownBytes {
  if (bytes === null) return null
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') }
  }
}

// A producer may send any number as a time.
function dateOf(time: number): string | null {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : null
}
