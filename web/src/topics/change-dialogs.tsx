import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { AskDialog, Warning } from '../parts/ask-dialog.tsx'
import { TableHead } from '../parts/table-head.tsx'
import { count, counted, size } from '../words.ts'
import { useTopicPlace } from './use-topics.ts'
import type { Topic } from './wire.ts'

type Topics = Awaited<ReturnType<typeof api.topics>>

interface ChangeProps {
  readonly topic: Topic
  readonly shown: boolean
  close(): void
}

/** Adds partitions, with the count before and after. */
export function EnlargeDialog({ topic, shown, close }: ChangeProps) {
  const before = topic.partitions.length
  const [wanted, want] = useState<string>()
  const after = Number(wanted ?? before + 1)
  const change = useChange(topic, close, () => api.enlargeTopic(topic.topic, after))
  const isMore = Number.isInteger(after) && after > before
  return (
    <AskDialog
      shown={shown}
      close={change.leave}
      title={`Add partitions to ${topic.topic}`}
      verb={isMore ? `Add ${counted(after - before, 'partition')}` : 'Add partitions'}
      summary="Partitions cannot be taken away again."
      act={change.run}
      isBusy={change.isBusy}
      isBarred={!isMore}
      error={change.error}
    >
      {topic.records === 0 ? null : (
        <Warning>A key may go to another partition from then on; the order of its records ends there.</Warning>
      )}
      <label className="fld">
        <span className="sec">Partitions</span>
        <input
          className="inp"
          inputMode="numeric"
          value={wanted ?? before + 1}
          onChange={event => want(event.target.value)}
        />
      </label>
      <Difference
        rows={[
          ['Partitions', count(before), isMore ? count(after) : '', isMore ? `${count(after - before)} more` : ''],
        ]}
      />
    </AskDialog>
  )
}

/** Lets all records go; the topic, its settings and its offsets stay. */
export function EmptyDialog({ topic, shown, close }: ChangeProps) {
  const change = useChange(topic, close, () => api.emptyTopic(topic.topic))
  return (
    <AskDialog
      shown={shown}
      close={change.leave}
      title={`Empty ${topic.topic}`}
      verb={topic.records === 0 ? 'Empty the topic' : `Let ${counted(topic.records, 'record')} go`}
      summary="Offsets go on from where they are."
      act={change.run}
      isBusy={change.isBusy}
      isBarred={topic.records === 0}
      error={change.error}
    >
      <Difference
        rows={[
          ['Records', count(topic.records), '0', topic.records === 0 ? 'stays' : `${count(topic.records)} fewer`],
          ['Size', size(topic.bytes), size(0), topic.bytes === 0 ? 'stays' : `${size(topic.bytes)} less`],
        ]}
      />
    </AskDialog>
  )
}

/** Takes the topic away, with what its groups committed. */
export function DeleteDialog({ topic, shown, close, groups }: ChangeProps & { readonly groups: readonly string[] }) {
  const place = useTopicPlace()
  const queries = useQueryClient()
  const isOther = (each: { readonly topic: string }) => each.topic !== topic.topic
  const [typed, type] = useState('')
  const change = useChange(topic, close, async () => {
    await api.deleteTopic(topic.topic)
    await queries.cancelQueries({ queryKey: ['topics'] })
    // The page opens the first of its list, which must not be this one.
    queries.setQueryData<Topics>(['topics'], topics => topics && { ...topics, items: topics.items.filter(isOther) })
    place.open(undefined)
  })
  return (
    <AskDialog
      shown={shown}
      close={change.leave}
      title={`Delete ${topic.topic}`}
      verb="Delete the topic"
      summary="This cannot be undone."
      act={change.run}
      isBusy={change.isBusy}
      isBarred={typed.trim() !== topic.topic}
      error={change.error}
    >
      <Warning>
        {counted(topic.records, 'record')} and {counted(topic.partitions.length, 'partition')} go
        {groups.length === 0 ? '.' : `, and with them the offsets of ${wordsFor(groups)}.`}
      </Warning>
      <label className="fld">
        <span className="sec">The topic&rsquo;s name, to be sure</span>
        <input
          className="inp"
          value={typed}
          placeholder={topic.topic}
          autoComplete="off"
          spellCheck={false}
          onChange={event => type(event.target.value)}
        />
      </label>
    </AskDialog>
  )
}

function wordsFor(groups: readonly string[]): string {
  return groups.length > 3 ? counted(groups.length, 'group') : groups.join(', ')
}

function useChange(topic: Topic, close: () => void, act: () => Promise<unknown>) {
  const queries = useQueryClient()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: act,
    async onSuccess() {
      close()
      queries.removeQueries({ queryKey: ['rows', topic.topic] })
      await queries.invalidateQueries({ queryKey: ['topics'] })
    },
  })
  const leave = () => {
    reset()
    close()
  }
  return { run: () => mutate(), leave, isBusy: isPending, error }
}

/** Before, after, and the difference. */
function Difference({
  rows,
}: {
  rows: readonly (readonly [what: string, from: string, to: string, change: string])[]
}) {
  return (
    <table className="list parts">
      <TableHead columns={[{ hidden: 'What' }, ['From', 'right'], ['To', 'right'], ['Change', 'right']]} />
      <tbody>
        {rows.map(([what, from, to, change]) => (
          <tr key={what}>
            <td>{what}</td>
            <td className="right mono dim">{from}</td>
            <td className="right mono">{to}</td>
            <td className="right mono">{change}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
