import { isInternal } from '../../intake/rejections.ts'
import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { errorNumberOf } from '../errors.ts'
import { messages } from '../messages.ts'

/* DeleteRecords 0-2: moves a partition's log start ahead, to an offset or (-1) to the end. */
export function deleteRecordsApi({ log }: Broker): Api {
  return api(messages.deleteRecords, ({ topics }) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, offset }) => ({
        partitionIndex,
        ...remove(name, partitionIndex, offset),
      })),
    })),
  }))

  function remove(topic: string, partition: number, before: number) {
    if (isInternal(topic)) return { lowWatermark: -1, errorCode: errorCode.invalidTopic }
    try {
      return { lowWatermark: log.deleteRecords(topic, partition, before), errorCode: errorCode.none }
    } catch (failure) {
      return { lowWatermark: -1, errorCode: errorNumberOf(failure) }
    }
  }
}
