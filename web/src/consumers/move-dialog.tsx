import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { sandboxNow } from '../clock.ts'
import { AskDialog, Warning } from '../parts/ask-dialog.tsx'
import { shownTime, typedTime } from '../parts/typed-time.ts'
import { counted } from '../words.ts'
import type { GroupPartition } from './group-partitions.ts'
import { MoveTable } from './move-table.tsx'
import { type Move, movesTo } from './moves.ts'
import type { Group, Target } from './wire.ts'

const choices = [
  ['earliest', 'Start'],
  ['time', 'A time'],
  ['latest', 'End'],
  ['offset', 'An offset'],
] as const
type Choice = (typeof choices)[number][0]

/** Moves what a group has read, after a look at what that does to each partition. Only nobody may be connected. */
export function MoveDialog(props: {
  group: Group
  partitions: readonly GroupPartition[]
  shown: boolean
  close(): void
}) {
  const { group, partitions, shown, close } = props
  const [choice, choose] = useState<Choice>('earliest')
  const [offset, setOffset] = useState('0')
  const [time, setTime] = useState(() => shownTime(new Date(sandboxNow() - 3_600_000).toISOString()))
  const queries = useQueryClient()
  const target = targetOf(choice, offset, time)
  const name = group.group
  const preview = useQuery({
    queryKey: ['moves', name, target, partitions],
    queryFn: () => movesTo(partitions, target ?? 'latest'),
    enabled: shown && target !== undefined,
    placeholderData: keepPreviousData,
  })
  const moving = useMutation({
    mutationFn: (to: Target) => api.moveOffsets(name, to),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['groups'] })
      leave()
    },
  })
  const leave = () => {
    moving.reset()
    close()
  }
  const connected = group.members.length
  const moves = target === undefined ? undefined : preview.data
  const changed = moves?.filter(({ from, to }) => from !== to).length ?? 0
  return (
    <AskDialog
      shown={shown}
      close={leave}
      title={`Move offsets of ${name}`}
      verb="Move offsets"
      summary={moves === undefined ? null : summaryOf(moves)}
      act={() => target !== undefined && moving.mutate(target)}
      isBusy={moving.isPending}
      isBarred={connected > 0 || changed === 0}
      error={moving.error ?? (target === undefined ? null : preview.error)}
    >
      {connected === 0 ? null : (
        <Warning>
          {counted(connected, 'member is', 'members are')} connected. Stop {connected === 1 ? 'it' : 'them'} first: a
          reader would commit over what is moved.
        </Warning>
      )}
      <fieldset>
        <legend className="sec">Move to</legend>
        <div className="opts">
          {choices.map(([value, label]) => (
            <label key={value}>
              <input type="radio" name="to" checked={choice === value} onChange={() => choose(value)} /> {label}
            </label>
          ))}
        </div>
      </fieldset>
      {choice === 'time' ? (
        <TextField label="Time, UTC" value={time} isWrong={target === undefined} type={setTime} />
      ) : null}
      {choice === 'offset' ? (
        <TextField label="Offset" value={offset} isWrong={target === undefined} type={setOffset} />
      ) : null}
      {moves === undefined ? null : <MoveTable moves={moves} />}
    </AskDialog>
  )
}

function TextField(props: { label: string; value: string; isWrong: boolean; type(text: string): void }) {
  return (
    <label className="fld">
      <span className="sec">{props.label}</span>
      <input
        className="inp"
        value={props.value}
        aria-invalid={props.isWrong}
        autoComplete="off"
        spellCheck={false}
        onChange={event => props.type(event.target.value)}
      />
    </label>
  )
}

/** What the fields say; undefined where one is not typed right. */
function targetOf(choice: Choice, offset: string, time: string): Target | undefined {
  if (choice === 'earliest' || choice === 'latest') return choice
  if (choice === 'offset') return /^\d{1,15}$/.test(offset.trim()) ? Number(offset) : undefined
  return typedTime(time)
}

function summaryOf(moves: readonly Move[]): string {
  const by = (sign: 1 | -1) => moves.reduce((sum, { from, to }) => sum + Math.max(0, (to - (from ?? to)) * sign), 0)
  const [ahead, back] = [by(1), by(-1)]
  const parts = [
    ...(back > 0 ? [`${counted(back, 'record')} will be read again`] : []),
    ...(ahead > 0 ? [`${counted(ahead, 'record')} will be left out`] : []),
  ]
  return parts.length === 0 ? 'Nothing changes.' : `${parts.join(', ')}.`
}
