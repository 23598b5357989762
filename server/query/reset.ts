import { isInternal, rejectionsTopic } from '../intake/rejections.ts'
import type { BatchLog } from '../log/batch-log.ts'
import type { NewRecord, StoredRecord } from '../log/types.ts'
import type { StreamNames } from './stream-names.ts'

const readAtOnce = 1000

/**
 * Takes every event away, accepted or refused, or those of some streams; resolves once nobody can read them. Topics
 * stay, with their settings and their next offset, so that consumers that are connected go on with what comes next.
 */
export async function reset(log: BatchLog, names: StreamNames, streams?: readonly string[]): Promise<void> {
  const isMeant = (topic: string) => !isInternal(topic) && (!streams || streams.includes(names.ofTopic(topic)))
  for (const { topic } of log.topics()) if (isMeant(topic)) empty(log, topic)
  const kept = streams ? refusedOfOthers(log, names, streams) : []
  if (log.topic(rejectionsTopic)) empty(log, rejectionsTopic)
  if (kept.length > 0) await log.append(kept)
  await moveOffsets(log)
}

function empty(log: BatchLog, topic: string): void {
  for (const { partition, logStart, next } of log.topic(topic)?.partitions ?? []) {
    if (logStart < next) log.deleteRecords(topic, partition, -1)
  }
}

// Refused events of all streams are on one topic: what is to stay is written again behind what goes.
function refusedOfOthers(log: BatchLog, names: StreamNames, streams: readonly string[]): readonly NewRecord[] {
  const found: StoredRecord[] = []
  for (let offset = log.topic(rejectionsTopic)?.partitions[0]?.logStart ?? 0; ; ) {
    const records = log.read(rejectionsTopic, 0, offset, { limit: readAtOnce })
    const last = records.at(-1)
    if (!last) break
    found.push(...records.filter(record => !streams.includes(names.ofRecord(record) ?? '')))
    offset = last.offset + 1
  }
  return found.map(({ topic, timestamp, key, value, headers, note }) => {
    return { topic, partition: 0, timestamp, key, value, headers, ...(note ? { note } : {}) }
  })
}

// A group that comes back finds its place, and is not sent to the newest record past what came meanwhile.
async function moveOffsets(log: BatchLog): Promise<void> {
  for (const group of log.offsets.groups()) {
    const behind = log.offsets.of(group).flatMap(committed => {
      const { logStart = 0 } = log.topic(committed.topic)?.partitions[committed.partition] ?? {}
      return committed.offset < logStart ? [{ ...committed, offset: logStart }] : []
    })
    if (behind.length > 0) await log.offsets.commit(group, behind)
  }
}
