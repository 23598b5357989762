import { count, counted } from '../words.ts'
import type { LagPoint } from './lag-history.ts'
import type { Group } from './wire.ts'

/** How a group stands: a word for the list, a sentence beside its name, and whether it needs a look. */
export interface Standing {
  readonly word: string
  readonly tag: string
  readonly sentence: string
  readonly needsLook: boolean
}

/** So long a group's lag has to grow before it is said to fall behind. */
const watchedMs = 20_000

/** How a group stands, by its state and what its lag did of late. */
export function standingOf(group: Group, history: readonly LagPoint[]): Standing {
  const { members, state } = group
  if (state === 'PreparingRebalance' || state === 'CompletingRebalance')
    return standing('sharing anew', 'Sharing anew', 'The members share the partitions out anew.')
  if (members.length === 0) {
    const sentence =
      group.lag === 0
        ? 'Nobody is connected. Everything was read.'
        : `Nobody is connected. ${counted(group.lag, 'record')} ${group.lag === 1 ? 'waits' : 'wait'}.`
    return { ...standing('nobody connected', 'Empty', sentence), needsLook: false }
  }
  const first = group.offsets.find(({ topic, partition, lag }) => lag > 0 && !isRead(group, topic, partition))
  if (first !== undefined)
    return look(
      `Partition ${first.partition} of ${first.topic} has nobody reading it. It is ${count(first.lag)} behind.`,
    )
  if (isGrowing(group, history)) return look(growthSentence(history))
  const word = counted(members.length, 'member')
  const sentence =
    group.lag === 0
      ? 'Everything was read.'
      : `${counted(group.lag, 'record')} behind, in ${counted(group.offsets.filter(({ lag }) => lag > 0).length, 'partition')}.`
  return standing(word, 'Reads', sentence)
}

function standing(word: string, tag: string, sentence: string): Standing {
  return { word, tag, sentence, needsLook: false }
}

function look(sentence: string): Standing {
  return { word: 'falling behind', tag: 'Falling behind', sentence, needsLook: true }
}

function isRead({ members }: Group, topic: string, partition: number): boolean {
  return members.some(({ assignment }) =>
    assignment.some(each => each.topic === topic && each.partitions.includes(partition)),
  )
}

// Larger than before, never smaller meanwhile, and by more than a batch on its way.
function isGrowing(group: Group, history: readonly LagPoint[]): boolean {
  const last = history.at(-1)
  const watched = history.filter(({ at }) => at >= (last?.at ?? 0) - watchedMs)
  const [first] = watched
  if (last === undefined || first === undefined || last.at - first.at < watchedMs / 2) return false
  const neverFell = watched.every(({ lag }, at) => lag >= (watched[at - 1]?.lag ?? 0))
  return neverFell && group.lag - first.lag >= 10
}

function growthSentence(history: readonly LagPoint[]): string {
  const last = history.at(-1)
  const first = history.find(({ at }) => at >= (last?.at ?? 0) - watchedMs)
  if (last === undefined || first === undefined) return ''
  const rate = ((last.lag - first.lag) / (last.at - first.at)) * 1000
  return `It is ${counted(last.lag, 'record')} behind. That grows by ${rate >= 10 ? count(Math.round(rate)) : rate.toFixed(1)} a second.`
}
