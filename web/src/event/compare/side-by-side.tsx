import { useMemo } from 'react'
import { counted } from '../../words.ts'
import { CodeLine } from '../code-line.tsx'
import { around, foldedLines } from '../fold-lines.ts'
import { alignedRows, type NumberedLine } from './aligned.ts'

const linesAround = 3

/** Both events whole, line beside line; what they share far from a difference is folded. */
export function SideBySide({ a, b }: { a: string; b: string }) {
  const rows = useMemo(() => alignedRows(a, b), [a, b])
  const entries = useMemo(() => {
    const near = rows.flatMap(({ isSame }, index) => (isSame ? [] : around(index + 1, linesAround)))
    return foldedLines(rows.length, near)
  }, [rows])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="scroll code compare-sides" tabIndex={0} aria-label="Side by side">
      {entries.map(entry => {
        if (!('line' in entry)) {
          return (
            <p className="compare-fold" key={`fold ${entry.from}`}>
              {counted(entry.to - entry.from + 1, 'line')} the same
            </p>
          )
        }
        const row = rows[entry.line - 1]
        return (
          <div className="compare-row" key={entry.line}>
            <Line line={row?.a} side="A" isSame={row?.isSame === true} />
            <Line line={row?.b} side="B" isSame={row?.isSame === true} />
          </div>
        )
      })}
    </section>
  )
}

function Line({ line, side, isSame }: { line: NumberedLine | undefined; side: string; isSame: boolean }) {
  if (line === undefined) return <div className="ln absent" />
  return (
    <div className={isSame ? 'ln' : 'ln differs'} data-side={side}>
      <span className="no">{line.number}</span>
      <span className="tx">
        {isSame ? (
          <CodeLine text={line.text} language="json" />
        ) : (
          <mark>
            <span className="vh">Differs: </span>
            <CodeLine text={line.text} language="json" />
          </mark>
        )}
      </span>
    </div>
  )
}
