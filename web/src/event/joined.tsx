import { type CSSProperties, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { SchemaSource, StoredEvent } from '../wire.ts'
import { count } from '../words.ts'
import { ancestorsOf, around, type Entry, foldedLines, lineHeight, rowOf } from './fold-lines.ts'
import { type Mark, Pane } from './pane.tsx'
import type { Place } from './place.ts'
import { type Ribbon, Seam } from './seam.tsx'
import { wrongPart } from './wrong-part.ts'

/** Up to here an event is shown whole; a longer one is folded around its problems. */
const wholeLines = 200
/** A fold opens by so many lines at once. */
const unfoldStep = 400

/** Event and schema side by side, joined where they disagree; both scroll as one. */
export function Joined(props: {
  event: StoredEvent
  current: number
  choose(index: number): void
  applied: ReadonlySet<number>
  place: Place
}) {
  const gap = props.place === 'page' ? 72 : 40
  const { event, current } = props
  const [opened, setOpened] = useState<readonly Unfolded[]>([])
  const scroller = useRef<HTMLElement>(null)
  const source = sourceFor(event, current)
  const eventLines = useMemo(() => event.text.split('\n'), [event.text])
  const schemaLines = useMemo(() => source?.text.split('\n') ?? [], [source])
  const marks = event.problems.map((problem, index): Mark => {
    const line = problem.line ?? 0
    return {
      number: index + 1,
      line,
      isCurrent: index === current,
      part: wrongPart(problem, eventLines[line - 1] ?? ''),
      fix: props.applied.has(index) ? problem.fix : undefined,
    }
  })
  const rules = event.problems.flatMap((problem, index): Mark[] => {
    if (problem.schema === undefined || problem.schema.file !== source?.file) return []
    return [
      { number: index + 1, line: problem.schema.line, isCurrent: index === current, part: undefined, fix: undefined },
    ]
  })
  // Beside the list there is room for one rule; the page shows them all.
  const shownRules = props.place === 'panel' ? rules.filter(rule => rule.isCurrent) : rules
  const eventEntries = entriesOf('event', eventLines, marks, opened)
  const schemaEntries = entriesOf('schema', schemaLines, shownRules, opened)
  const ribbons = shownRules.flatMap((rule): Ribbon[] => {
    const mark = marks[rule.number - 1]
    const from = mark === undefined ? -1 : rowOf(eventEntries, mark.line)
    const to = rowOf(schemaEntries, rule.line)
    return from < 0 || to < 0 ? [] : [{ from, to, isCurrent: rule.isCurrent }]
  })
  const joined = ribbons.find(ribbon => ribbon.isCurrent)
  const reveal =
    joined === undefined ? rowOf(eventEntries, marks[current]?.line ?? 0) : Math.min(joined.from, joined.to)
  const furthest = joined === undefined ? reveal : Math.max(joined.from, joined.to)

  // Both ends of the chosen ribbon come into view, with some lines above them; what is in view already stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only choosing another problem moves the text, not unfolding
  useLayoutEffect(() => {
    const box = scroller.current
    if (box === null) return
    const isSeen =
      reveal * lineHeight >= box.scrollTop && (furthest + 2) * lineHeight <= box.scrollTop + box.clientHeight
    if (isSeen) return
    const wanted = Math.max((reveal - 4) * lineHeight, (furthest + 2) * lineHeight - box.clientHeight)
    box.scrollTop = Math.max(0, Math.min(wanted, reveal * lineHeight))
  }, [current, event.cursor])

  const unfold = (side: Side) => (from: number, to: number) =>
    setOpened([...opened, { side, from, to: Math.min(to, from + unfoldStep - 1) }])

  return (
    <div className={source === undefined ? 'why alone' : 'why'} style={{ '--gap': `${gap}px` } as CSSProperties}>
      <div className="why-h">
        <h3 className="sec">
          Event <span>as received, {count(event.size)} bytes</span>
        </h3>
      </div>
      <div className="why-h mid" />
      <div className="why-h">
        {source === undefined ? null : (
          <h3 className="sec" title={source.file}>
            {shortFile(source)} <span>{source.repository}</span>
          </h3>
        )}
      </div>
      <section
        className="why-b code"
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
        tabIndex={0}
        aria-label="Event and schema, joined where they disagree"
      >
        <Pane
          side="ev"
          lines={eventLines}
          entries={eventEntries}
          marks={marks}
          language="json"
          unfold={unfold('event')}
          choose={props.choose}
        />
        <Seam ribbons={ribbons} rows={Math.max(eventEntries.length, schemaEntries.length)} width={gap} />
        {source === undefined ? (
          <div />
        ) : (
          <Pane
            side="sc"
            lines={schemaLines}
            entries={schemaEntries}
            marks={shownRules}
            language={source.file.endsWith('.json') ? 'json' : 'yaml'}
            unfold={unfold('schema')}
            choose={props.choose}
          />
        )}
      </section>
    </div>
  )
}

type Side = 'event' | 'schema'

interface Unfolded {
  readonly side: Side
  readonly from: number
  readonly to: number
}

function entriesOf(
  side: Side,
  lines: readonly string[],
  marks: readonly Mark[],
  opened: readonly Unfolded[],
): readonly Entry[] {
  if (side === 'event' && lines.length <= wholeLines)
    return foldedLines(
      lines.length,
      lines.map((_, index) => index + 1),
    )
  const kept = marks.flatMap(({ line, isCurrent }) => {
    const ancestors = ancestorsOf(lines, line).filter(at => /^\s/.test(lines[at - 1] ?? ''))
    if (marks.length > 1) return [...around(line, isCurrent ? 2 : 1), ...ancestors]
    const named = ancestors.filter(at => lines[at - 1]?.trim() !== 'properties:')
    return [...around(line, 3, 6), ...ancestors, ...named.flatMap(at => [at + 1, at + 2])]
  })
  for (const range of opened) {
    if (range.side === side) for (let line = range.from; line <= range.to; line++) kept.push(line)
  }
  return foldedLines(lines.length, kept)
}

/** The file in which the chosen problem's rule stands; else the event's schema. */
function sourceFor(event: StoredEvent, current: number): SchemaSource | undefined {
  const file = event.problems[current]?.schema?.file
  const sources = event.schemaSource === null ? event.sources : [event.schemaSource, ...event.sources]
  return sources.find(source => source.file === file) ?? event.schemaSource ?? undefined
}

/** The file below its repository's folder: as the URI says it, with the file's ending. */
function shortFile(source: SchemaSource): string {
  const ending = /\.(yaml|yml|json)$/.exec(source.file)?.[0] ?? ''
  const uri = source.uri.replace(/^\//, '')
  return uri.endsWith(ending) ? uri : `${uri}${ending}`
}
