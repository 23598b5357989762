import type { ReactNode } from 'react'
import { Pencil } from '../parts/pencil.tsx'
import { Sentence } from '../parts/sentence.tsx'
import type { Problem } from '../wire.ts'
import type { Resend } from './use-resend.ts'

/** The one problem of an event: its sentence, its correction, and what to do. */
export function Verdict({
  problem,
  said,
  children,
}: {
  problem: Problem
  said: string | undefined
  children: ReactNode
}) {
  return (
    <div className="verdict">
      <p className="sentence">
        <Sentence text={problem.message} />
      </p>
      <div className="fixrow">
        {problem.fix === undefined ? null : <Pencil fix={problem.fix} />}
        <span className="dim hinted">
          <Sentence text={problem.hint ?? problem.fix?.note ?? ''} />
        </span>
        <span className="grow" />
        {children}
      </div>
      <Said text={said} />
    </div>
  )
}

/** Several problems, ordered by line; the chosen one is joined below. */
export function ProblemList(props: {
  problems: readonly Problem[]
  current: number
  choose(index: number): void
  resend: Resend
  compact: boolean
  children: ReactNode
}) {
  const { applied, toggle, said } = props.resend
  return (
    <>
      <ol className={props.compact ? 'probs compact' : 'probs'}>
        {props.problems.map((problem, index) => (
          <li
            key={`${problem.pointer} ${problem.message}`}
            className="prob"
            aria-current={index === props.current ? true : undefined}
          >
            <span className="num">{index + 1}</span>
            <p className="say">
              <button type="button" className="choose" onClick={() => props.choose(index)}>
                <Sentence text={problem.message} />
              </button>
            </p>
            {problem.fix === undefined ? <span className="pencil" /> : <Pencil fix={problem.fix} />}
            <p className="hint dim">
              <Sentence text={problem.fix?.note ?? problem.hint ?? ''} />
            </p>
            {problem.fix === undefined ? (
              <span />
            ) : (
              <button type="button" className="btn fix" aria-pressed={applied.has(index)} onClick={() => toggle(index)}>
                {applied.has(index) ? 'Take back' : problem.fix.label}
              </button>
            )}
          </li>
        ))}
      </ol>
      {props.children === null && said === undefined ? null : (
        <div className="fixrow under">
          <Said text={said} />
          <span className="grow" />
          {props.children}
        </div>
      )}
    </>
  )
}

function Said({ text }: { text: string | undefined }) {
  return (
    <p role="status" className="ink2">
      <Sentence text={text ?? ''} />
    </p>
  )
}
