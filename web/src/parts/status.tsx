import type { Status } from '../wire.ts'
import { Icon, RefusedMark } from './icon.tsx'

/** What became of an event; Kafka keeps what the gate would have refused. */
interface Verdict {
  readonly status: Status
  readonly kept?: true
}

/** Shape and word; colour comes third. Where it is narrow the first word is seen, and all are read out. */
export function StatusMark({ verdict }: { verdict: Verdict }) {
  const { word, kind, mark } = shownAs(verdict)
  const [first, rest] = word.split(',')
  return (
    <span className={`st ${{ fine: '', look: 'look', bad: 'no' }[kind]}`}>
      {mark}
      <span className="w">
        {first}
        {rest === undefined ? null : <span className="vh">,{rest}</span>}
      </span>
    </span>
  )
}

/** The same as a tag beside a title. */
export function StatusTag({ verdict }: { verdict: Verdict }) {
  const { word, kind, mark } = shownAs(verdict)
  return (
    <span className={`tag ${kind === 'fine' ? '' : kind}`}>
      {mark}
      {word}
    </span>
  )
}

function shownAs({ status, kept }: Verdict) {
  if (status === 'valid') return { word: 'Accepted', kind: 'fine', mark: <Icon name="tick" /> } as const
  if (kept) return { word: 'Kept, invalid', kind: 'look', mark: <Icon name="look" /> } as const
  return { word: 'Refused', kind: 'bad', mark: <RefusedMark /> } as const
}
