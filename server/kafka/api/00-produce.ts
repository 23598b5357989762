import { isInternal } from '../../intake/rejections.ts'
import { hasPolicy, limitOf } from '../../log/topic-settings.ts'
import { type Api, api, type Call } from '../api.ts'
import type { Broker } from '../broker.ts'
import { checkBatches } from '../check-batches.ts'
import type { RequestOf } from '../codec/message.ts'
import { type ErrorNumber, errorCode } from '../error-codes.ts'
import { errorNumberOf, errorText } from '../errors.ts'
import { messages } from '../messages.ts'
import type { WrongRecord } from '../validation.ts'

/*
 * Produce 0-9: batches for partitions. Answered once they are committed, whether acks is 1 or all: there is one replica.
 * With acks 0 there is no answer; what fails then ends the connection, as in Kafka, so that the client looks again.
 * Versions 0-2 carry messages of before Kafka 0.11 and are refused; they are offered because old librdkafka takes the
 * range from 0 as the sign of a broker it can use. Different: several batches for a partition are taken, all or none
 * (Kafka refuses more than one). Where records are validated, a batch with a wrong one is refused whole, with the problems
 * in its record errors.
 */
export function produceApi({ log, transactions, validation }: Broker): Api {
  return api(messages.produce, async (request, call) => {
    const { acks, topicData } = request
    const responses = await Promise.all(
      topicData.map(async ({ name, partitionData }) => ({
        name,
        partitionResponses: await Promise.all(
          partitionData.map(async ({ index, records }) => ({
            index,
            ...(await append(name, index, records, request, call)),
          })),
        ),
      })),
    )
    if (acks !== 0) return { responses }
    const isFine = responses.every(each => each.partitionResponses.every(part => part.errorCode === errorCode.none))
    if (!isFine) call.hangUp()
    return undefined
  })

  async function append(
    topic: string,
    partition: number,
    records: Buffer | null,
    { acks }: Produce,
    { version, clientId, fault }: Call,
  ) {
    if (version < 3) return refused(errorCode.unsupportedVersion)
    if (acks < -1 || acks > 1) return refused(errorCode.invalidRequiredAcks)
    const description = log.describe(topic)
    if (!description || partition < 0 || partition >= description.partitions) {
      return refused(errorCode.unknownTopicOrPartition)
    }
    if (isInternal(topic)) return refused(errorCode.invalidTopic, `${topic} is written by the sandbox alone.`)
    const maxBytes = limitOf(description.settings, 'max.message.bytes') ?? Number.POSITIVE_INFINITY
    const checked = checkBatches(records ?? Buffer.alloc(0), {
      maxBytes,
      allowsZstd: version >= 7,
      needsKeys: hasPolicy(description.settings, 'compact'),
    })
    if ('fault' in checked) return refused(checked.fault.error, checked.fault.text)
    const wrongBatch = transactions.faultOfBatches({ topic, partition }, checked.batches)
    if (wrongBatch !== undefined) return refused(wrongBatch)
    const note = { door: 'kafka', ...(clientId ? { producer: clientId } : {}), ...(fault ? { fault } : {}) }
    const mode = validation?.modeOf(description.settings) ?? 'off'
    const wrong = mode === 'off' ? [] : (validation?.check(checked.batches) ?? [])
    try {
      if (wrong.length > 0 && mode === 'reject') {
        await validation?.refuse(wrong, note)
        return refusedRecords(wrong)
      }
      const judged = wrong.length > 0 && validation ? validation.keep(wrong, note, topic, partition) : note
      const { baseOffset } = await log.appendBatches(topic, partition, checked.batches, judged)
      return { errorCode: errorCode.none, baseOffset, logStartOffset: log.ends(topic, partition)?.logStart ?? 0 }
    } catch (failure) {
      return refused(errorNumberOf(failure), errorText(failure))
    }
  }
}

type Produce = RequestOf<typeof messages.produce>

function refused(error: ErrorNumber, errorMessage: string | null = null) {
  return { errorCode: error, baseOffset: -1, errorMessage }
}

// In words for the producer's log: clients show the message of the first record, or the whole.
function refusedRecords(wrong: readonly WrongRecord[]) {
  const texts = wrong.map(({ problems }) => problems.map(({ message }) => message).join(' '))
  return {
    ...refused(errorCode.invalidRecord, texts[0] ?? null),
    recordErrors: wrong.map(({ index }, at) => ({ batchIndex: index, batchIndexErrorMessage: texts[at] ?? null })),
  }
}
