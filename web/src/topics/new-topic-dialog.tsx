import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { AskDialog } from '../parts/ask-dialog.tsx'
import { counted } from '../words.ts'

const spans = [
  { label: 'No limit of age', settings: {} },
  { label: '1 hour', settings: { 'retention.ms': '3600000' } },
  { label: '1 day', settings: { 'retention.ms': '86400000' } },
  { label: '7 days', settings: { 'retention.ms': '604800000' } },
  { label: 'The newest of each key (compacted)', settings: { 'cleanup.policy': 'compact' } },
] as const

/** Asks what a new topic is called and how it keeps its records, then makes it. */
export function NewTopicDialog(props: { shown: boolean; close(): void; created(name: string): void }) {
  const [name, setName] = useState('')
  const [partitions, setPartitions] = useState('1')
  const [kept, keep] = useState(0)
  const queries = useQueryClient()
  const count = /^\d{1,6}$/.test(partitions.trim()) ? Number(partitions) : 0
  const creation = useMutation({
    mutationFn: () => api.newTopic({ topic: name.trim(), partitions: count, settings: spans[kept]?.settings ?? {} }),
    async onSuccess({ topic: created }) {
      await queries.invalidateQueries({ queryKey: ['topics'] })
      close()
      props.created(created)
    },
  })
  const close = () => {
    creation.reset()
    setName('')
    setPartitions('1')
    keep(0)
    props.close()
  }
  const isWhole = name.trim() !== '' && count > 0
  return (
    <AskDialog
      shown={props.shown}
      close={close}
      title="New topic"
      verb="Make the topic"
      summary={isWhole ? `${name.trim()}, ${counted(count, 'partition')}` : null}
      act={() => creation.mutate()}
      isBusy={creation.isPending}
      isBarred={!isWhole}
      error={creation.error}
    >
      <label className="fld">
        <span className="sec">Name</span>
        <input
          className="inp"
          value={name}
          placeholder="mediawiki.page_change.v1"
          autoComplete="off"
          spellCheck={false}
          onChange={event => setName(event.target.value)}
        />
      </label>
      <label className="fld">
        <span className="sec">Partitions</span>
        <input
          className="inp"
          inputMode="numeric"
          value={partitions}
          onChange={event => setPartitions(event.target.value)}
        />
      </label>
      <label className="fld">
        <span className="sec">Kept</span>
        <select className="inp" value={kept} onChange={event => keep(Number(event.target.value))}>
          {spans.map(({ label }, index) => (
            <option key={label} value={index}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </AskDialog>
  )
}
