import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Icon } from '../parts/icon.tsx'
import { clock, span } from '../words.ts'
import { ConsumerStep } from './consumer-step.tsx'
import { useProgress } from './progress.ts'
import { SchemaStep } from './schema-step.tsx'
import { type Step, steps } from './steps.ts'
import { TimeStep } from './time-step.tsx'
import { useChecks } from './use-checks.ts'
import { useTour } from './use-tour.ts'

/** The tour beside the page: where one is, what to do, and what of it really happened. */
export function TourColumn({ step: at }: { step: number }) {
  const tour = useTour()
  const { done } = useProgress()
  useChecks(at)
  const isWhole = steps[at]?.checks.every(({ id }) => done[id] !== undefined) === true
  const column = useRef<HTMLElement>(null)
  const goTo = (step: number) => {
    tour.goTo(step)
    focusOn(column.current)
  }
  useEffect(() => {
    if (document.activeElement === document.body) focusOn(column.current)
  }, [])
  return (
    <aside className="tour" aria-label="Guided tour" ref={column} tabIndex={-1}>
      <div className="tour-head">
        <h2>Tour</h2>
        <span className="dim">
          step {at + 1} of {steps.length}
        </span>
        <span className="grow" />
        <button type="button" className="btn plain" onClick={tour.leave}>
          Leave
        </button>
      </div>
      <ol className="tour-steps">
        {steps.map((step, index) => (
          <StepLine key={step.name} step={step} index={index} isCurrent={index === at} />
        ))}
      </ol>
      <div className="tour-foot">
        {at === 0 ? null : (
          <button type="button" className="btn" onClick={() => goTo(at - 1)}>
            Step back
          </button>
        )}
        <button type="button" className={isWhole ? 'btn do' : 'btn plain'} onClick={() => goTo(at + 1)}>
          {isWhole ? (at === steps.length - 1 ? 'Finish' : 'Next step') : 'Skip this step'}
        </button>
      </div>
    </aside>
  )
}

// Keys go on from the beginning of the step: what led to it stands behind it, or is gone.
function focusOn(column: HTMLElement | null) {
  column?.focus({ preventScroll: true })
}

function StepLine({ step, index, isCurrent }: { step: Step; index: number; isCurrent: boolean }) {
  const { done, startedAt } = useProgress()
  const times = step.checks.map(({ id }) => done[id])
  const isDone = times.every(time => time !== undefined)
  const last = Math.max(...times.map(time => time ?? 0))
  return (
    <li className={isCurrent ? 'cur' : isDone ? 'done' : ''} aria-current={isCurrent ? 'step' : undefined}>
      <span className="tour-n">{isDone && !isCurrent ? <Icon name="tick" /> : index + 1}</span>
      <b>{step.name}</b>
      {isDone && !isCurrent ? <span className="dim">{span(last - startedAt)}</span> : null}
      {isCurrent ? (
        <div className="tour-body">
          <p>{step.text}</p>
          <StepAction index={index} />
          <Checks step={step} />
        </div>
      ) : null}
    </li>
  )
}

function Checks({ step }: { step: Step }) {
  const { done } = useProgress()
  const next = step.checks.find(({ id }) => done[id] === undefined)
  return (
    <ul className="tour-checks" aria-label="Done so far">
      {step.checks.map(({ id, says }) => {
        const at = done[id]
        return (
          <li key={id} className={at !== undefined ? 'ok' : next?.id === id ? 'now' : ''}>
            <span className="tour-box">{at === undefined ? null : <Icon name="tick" />}</span>
            <span>
              {says}
              {at === undefined ? null : <span className="vh">, done</span>}
            </span>
            {at === undefined ? null : <span className="dim">{clock(at)}</span>}
          </li>
        )
      })}
    </ul>
  )
}

/** What is to be pressed, beside the text. */
function StepAction({ index }: { index: number }) {
  if (index === 3) return <SchemaStep />
  if (index === 4) return <ConsumerStep />
  if (index === 5) return <TimeStep />
  return (
    <div className="tour-acts">
      {index === 2 ? null : (
        <Link className="btn" to="/send">
          Open Send
        </Link>
      )}
      <Link className="btn open-live" to="/" search={index === 0 ? {} : { q: 'status:invalid' }}>
        {index === 0 ? 'Open Live' : 'Open what was refused'}
      </Link>
    </div>
  )
}
