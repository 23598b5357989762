import { SandboxError } from '../base/errors.ts'
import type { BatchLog } from './batch-log.ts'
import type { BatchParts } from './batch-parts.ts'
import { storageError } from './storage-error.ts'
import { checkTopicName } from './topic-name.ts'
import { faultOfSettings, type TopicSettings } from './topic-settings.ts'
import type { Topic } from './topics.ts'

/** What `BatchLog` does to topics. */
export type TopicAdmin = Pick<
  BatchLog,
  'newTopic' | 'describe' | 'topicByUuid' | 'setTopic' | 'deleteTopic' | 'deleteRecords'
>

/** Creating, describing, changing and deleting the topics of a cluster. */
export function createTopicAdmin(cluster: string, parts: BatchParts): TopicAdmin {
  const { topics, tallies, producers, offsets, signals, sweeper, checkOpen } = parts

  function existing(name: string): Topic {
    const topic = topics.find(cluster, name)
    if (topic) return topic
    throw new SandboxError('topic_unknown', `There is no topic ${name.slice(0, 60)}.`)
  }

  return {
    newTopic(name, partitions, settings) {
      checkTopicName(name)
      if (topics.find(cluster, name)) throw new SandboxError('topic_exists', `Topic ${name} is there already.`)
      if (!Number.isInteger(partitions) || partitions < 1 || partitions > mostPartitions) {
        throw new SandboxError('bad_request', `A topic cannot have ${partitions} partitions.`, {
          hint: `Take from 1 to ${mostPartitions}.`,
        })
      }
      checkSettings(settings)
      storing(() => topics.create(cluster, name, partitions, settings))
    },

    describe(name) {
      const topic = topics.find(cluster, name)
      return topic && { uuid: topic.uuid, partitions: topic.partitions.length, settings: topic.settings }
    },

    topicByUuid(uuid) {
      for (const topic of topics.of(cluster)) if (topic.uuid === uuid) return topic.name
      return undefined
    },

    setTopic(name, settings) {
      const topic = existing(name)
      checkSettings(settings)
      storing(() => topics.set(topic, settings))
      sweeper.start()
    },

    deleteTopic(name) {
      const topic = existing(name)
      storing(() =>
        topics.delete(topic, () => {
          offsets.forget(topic)
          producers.forget(topic)
        }),
      )
      // Who waits for it learns that it is gone.
      signals.wake([topic])
      sweeper.start()
    },

    deleteRecords(name, number, before) {
      const partition = existing(name).partitions[number]
      if (!partition) throw new SandboxError('partition_unknown', `${name} has no partition ${number}.`)
      const start = before === -1 ? partition.next : before
      if (start < 0 || start > partition.next) {
        throw new SandboxError('offset_out_of_range', `${name} ends at ${partition.next}.`)
      }
      storing(() => {
        tallies.moveStart(partition, start)
        tallies.save()
      })
      sweeper.start()
      return partition.logStart
    },
  }

  function storing(work: () => void): void {
    checkOpen()
    try {
      work()
    } catch (failure) {
      throw storageError(failure)
    }
  }
}

const mostPartitions = 10_000

function checkSettings(settings: TopicSettings): void {
  const fault = faultOfSettings(settings)
  if (fault) throw new SandboxError('bad_request', `The settings cannot be used: ${fault}.`)
}
