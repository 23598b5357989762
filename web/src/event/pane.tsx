import { memo, type ReactNode } from 'react'
import type { Correction } from '../wire.ts'
import { counted } from '../words.ts'
import { CodeLine, type Language } from './code-line.tsx'
import type { Entry } from './fold-lines.ts'
import type { Part } from './wrong-part.ts'

/** A problem's place in one of the panes. */
export interface Mark {
  readonly number: number
  readonly line: number
  readonly isCurrent: boolean
  readonly part: Part | undefined
  /** The correction, once it is written into the copy. */
  readonly fix: Correction | undefined
}

/** One text with its line numbers, marks and folds. */
export function Pane(props: {
  side: 'ev' | 'sc'
  lines: readonly string[]
  entries: readonly Entry[]
  marks: readonly Mark[]
  language: Language
  unfold(from: number, to: number): void
  choose(index: number): void
}) {
  const { side, entries, marks } = props
  return (
    <div className={`pane ${side}`}>
      {side === 'sc' ? <p className="sc-small">The rule</p> : null}
      {entries.map(entry => {
        if ('from' in entry)
          return <Fold key={`fold ${entry.from}`} from={entry.from} to={entry.to} unfold={props.unfold} />
        const here = marks.filter(mark => mark.line === entry.line)
        return (
          <Line
            key={entry.line}
            number={entry.line}
            text={props.lines[entry.line - 1] ?? ''}
            language={props.language}
            marks={here.length === 0 ? noMarks : here}
            side={side}
            choose={props.choose}
          />
        )
      })}
    </div>
  )
}

const noMarks: readonly Mark[] = []

const Line = memo(function Line(props: {
  number: number
  text: string
  language: Language
  marks: readonly Mark[]
  side: 'ev' | 'sc'
  choose(index: number): void
}) {
  const { marks, side } = props
  const isHit = marks.length > 0
  const isCurrent = marks.some(mark => mark.isCurrent)
  const [mark] = marks
  return (
    <div className={`ln${isHit ? ' hit' : ''}${isHit && !isCurrent ? ' also' : ''}`}>
      <span className="no">{props.number}</span>
      <span className="tx">
        <CodeLine
          text={props.text}
          language={props.language}
          wrong={mark?.part}
          strong={isHit && side === 'sc'}
          fix={mark?.fix}
        />
      </span>
      {marks.length === 0 ? null : (
        <span className="nums">
          {marks.map(each => (
            <MarkNumber key={each.number} mark={each} choose={props.choose} />
          ))}
        </span>
      )}
    </div>
  )
})

function MarkNumber({ mark, choose }: { mark: Mark; choose(index: number): void }): ReactNode {
  return (
    <button type="button" className="num" aria-label={`Problem ${mark.number}`} onClick={() => choose(mark.number - 1)}>
      {mark.number}
    </button>
  )
}

function Fold({ from, to, unfold }: { from: number; to: number; unfold(from: number, to: number): void }) {
  return (
    <button type="button" className="ln fold" onClick={() => unfold(from, to)}>
      <span className="no" />
      <span className="tx">
        <span className="vh">Show </span>
        {counted(to - from + 1, 'line')}
      </span>
    </button>
  )
}
