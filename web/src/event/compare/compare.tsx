import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Segments } from '../../parts/segments.tsx'
import type { PageSearch } from '../../router.tsx'
import type { StoredEvent } from '../../wire.ts'
import { clock, count, counted, span } from '../../words.ts'
import { useEvent } from '../use-event.ts'
import { ChooseEvent } from './choose-event.tsx'
import { DifferenceTable } from './difference-table.tsx'
import { leavesOf } from './differences.ts'

/** The opened event beside another one. */
export function Compare({ event }: { event: StoredEvent }) {
  const other = (useSearch({ strict: false }) as PageSearch).with // validated by the root route
  const navigate = useNavigate()
  const choose = (cursor: string | undefined) =>
    void navigate({
      to: '.',
      search: ({ with: _before, ...rest }: PageSearch) => (cursor === undefined ? rest : { ...rest, with: cursor }),
      replace: true,
    })
  if (other === undefined) return <ChooseEvent event={event} choose={choose} />
  return <Both event={event} other={other} chooseAnother={() => choose(undefined)} />
}

function Both(props: { event: StoredEvent; other: string; chooseAnother(): void }) {
  const { data: other, error } = useEvent(props.other)
  const [shows, show] = useState<'different' | 'all'>('different')
  if (other === undefined) {
    return error === null ? null : (
      <>
        <Problem error={error} />
        <p className="compare-none">
          <button type="button" className="btn" onClick={props.chooseAnother}>
            Choose another
          </button>
        </p>
      </>
    )
  }
  // The earlier one is A, whichever was opened.
  const [a, b] = other.receivedAt <= props.event.receivedAt ? [other, props.event] : [props.event, other]
  const leaves = leavesOf(a.event, b.event)
  const different = leaves.filter(({ kind }) => kind !== 'same')
  return (
    <>
      <div className="compare-two">
        <Side letter="A" event={a} {...(a === other ? { chooseAnother: props.chooseAnother } : {})} />
        <Side letter="B" event={b} {...(b === other ? { chooseAnother: props.chooseAnother } : {})} />
      </div>
      <div className="compare-sum">
        <p className="sentence">
          {different.length === 0
            ? 'Both are the same.'
            : `${apart(a, b)}, with ${counted(different.length, 'difference')}.`}
        </p>
        <Segments
          label="Show"
          chosen={shows}
          choose={(name: 'different' | 'all') => show(name)}
          options={[
            { name: 'different', label: `Differences ${count(different.length)}` },
            { name: 'all', label: `All ${count(leaves.length)}` },
          ]}
        />
        <CopyButton text={() => location.href}>Copy link</CopyButton>
      </div>
      <DifferenceTable leaves={shows === 'all' ? leaves : different} />
    </>
  )
}

function apart(a: StoredEvent, b: StoredEvent): string {
  const milliseconds = Date.parse(b.receivedAt) - Date.parse(a.receivedAt)
  return milliseconds < 500 ? 'Both came at once' : `B came ${span(milliseconds)} later`
}

function Side(props: { letter: string; event: StoredEvent; chooseAnother?(): void }) {
  const { letter, event, chooseAnother } = props
  return (
    <div className="compare-side">
      <span className="compare-ab">{letter}</span>
      <p>
        <b>Event {event.cursor}</b>
        <span className="dim">
          {clock(event.receivedAt, true)}
          {event.title === '' ? '' : `, ${event.title}`}
        </span>
      </p>
      {chooseAnother === undefined ? null : (
        <button type="button" className="btn plain" onClick={chooseAnother}>
          Choose another
        </button>
      )}
    </div>
  )
}
