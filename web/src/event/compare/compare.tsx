import { CopyButton } from '../../parts/copy-button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Segments } from '../../parts/segments.tsx'
import { compareCursors, type StoredEvent } from '../../wire.ts'
import { clock, count, counted, span } from '../../words.ts'
import { useEvent } from '../use-event.ts'
import { ChooseEvent } from './choose-event.tsx'
import { DifferenceTable } from './difference-table.tsx'
import { leavesOf } from './differences.ts'
import { SideBySide } from './side-by-side.tsx'
import { type ComparePlace, useComparePlace } from './use-compare-place.ts'

/** The opened event beside another one. */
export function Compare({ event }: { event: StoredEvent }) {
  const place = useComparePlace()
  if (place.other === undefined) return <ChooseEvent event={event} choose={place.choose} />
  return <Both event={event} other={place.other} place={place} />
}

function Both(props: { event: StoredEvent; other: string; place: ComparePlace }) {
  const { place } = props
  const { data: other, error } = useEvent(props.other)
  const chooseAnother = () => place.choose(undefined)
  if (other === undefined) {
    return error === null ? null : (
      <>
        <Problem error={error} />
        <p className="compare-none">
          <button type="button" className="btn" onClick={chooseAnother}>
            Choose another
          </button>
        </p>
      </>
    )
  }
  // The earlier one is A, whichever was opened, unless they are swapped.
  const isLater = compareCursors(other.cursor, props.event.cursor) > 0
  const inOrder = isLater ? [props.event, other] : [other, props.event]
  const [a = other, b = other] = place.isSwapped ? inOrder.toReversed() : inOrder
  const leaves = leavesOf(a.event, b.event)
  const different = leaves.filter(({ kind }) => kind !== 'same')
  return (
    <>
      <div className="compare-two">
        <Side letter="A" event={a} {...(a === other ? { chooseAnother } : {})} />
        <button type="button" className="btn plain sq" aria-label="Swap A and B" title="Swap" onClick={place.swap}>
          <Icon name="compare" />
        </button>
        <Side letter="B" event={b} {...(b === other ? { chooseAnother } : {})} />
      </div>
      <div className="compare-sum">
        <p className="sentence">
          {different.length === 0
            ? 'Both are the same.'
            : `${apart(a, b)}, with ${counted(different.length, 'difference')}.`}
        </p>
        <Segments
          label="Show"
          chosen={place.shows}
          choose={place.show}
          options={[
            { name: 'different', label: `Differences ${count(different.length)}` },
            { name: 'all', label: `All ${count(leaves.length)}` },
            { name: 'sides', label: 'Side by side' },
          ]}
        />
        <CopyButton text={() => location.href}>Copy link</CopyButton>
      </div>
      {place.shows === 'sides' ? (
        <SideBySide a={a.text} b={b.text} />
      ) : (
        <DifferenceTable leaves={place.shows === 'all' ? leaves : different} />
      )}
    </>
  )
}

function apart(a: StoredEvent, b: StoredEvent): string {
  const milliseconds = Date.parse(b.receivedAt) - Date.parse(a.receivedAt)
  if (milliseconds === 0) return 'Both came at once'
  const by = Math.abs(milliseconds)
  return `B came ${by < 1000 ? `${by} ms` : span(by)} ${milliseconds > 0 ? 'later' : 'earlier'}`
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
