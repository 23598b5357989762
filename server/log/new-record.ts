import { SandboxError } from '../base/errors.ts'
import { partitionOfKey } from './murmur2.ts'
import { checkTopicName } from './topic-name.ts'
import type { Topic, Topics } from './topics.ts'
import type { NewRecord } from './types.ts'

/** Throws for a record that the log does not take, before anything of its request is written. */
export function checkRecord(record: NewRecord, parts: { cluster: string; topics: Topics; maxBytes: number }): void {
  const topic = parts.topics.find(parts.cluster, record.topic)
  if (!topic) checkTopicName(record.topic)
  if (record.partition !== undefined) checkPartition(record.topic, record.partition, topic?.partitions.length ?? 1)
  if (!Number.isSafeInteger(record.timestamp)) {
    throw new SandboxError('bad_request', `${record.timestamp} is not a timestamp in milliseconds.`)
  }
  if (sizeOf(record, parts.maxBytes) > parts.maxBytes) {
    throw new SandboxError('record_too_large', `A record for ${record.topic} has more than ${parts.maxBytes} bytes.`, {
      hint: 'Split the event, or keep what is large elsewhere and send its address.',
    })
  }
}

/** The partition a record goes to: the one it names, else by its key's hash, else 0. */
export function choosePartition(record: NewRecord, topic: Topic): number {
  if (record.partition !== undefined) return record.partition
  if (topic.partitions.length === 1 || !record.key) return 0
  return partitionOfKey(record.key, topic.partitions.length)
}

function checkPartition(topic: string, partition: number, partitions: number): void {
  if (Number.isInteger(partition) && partition >= 0 && partition < partitions) return
  throw new SandboxError('partition_unknown', `${topic} has no partition ${partition}.`, {
    hint: `It has ${partitions}, counted from 0; create the topic with more first.`,
  })
}

function sizeOf(record: NewRecord, enough: number): number {
  let size = (record.key?.length ?? 0) + valueSize(record.value, enough)
  if (record.headers) for (const { key, value } of record.headers) size += key.length + (value?.length ?? 0)
  return size
}

// UTF-8 is counted only where it could matter: it takes three bytes for a UTF-16 unit at most.
function valueSize(value: NewRecord['value'], enough: number): number {
  if (value === null) return 0
  if (typeof value !== 'string' || value.length * 3 <= enough) return value.length
  return Buffer.byteLength(value)
}
