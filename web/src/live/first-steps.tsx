import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Icon } from '../parts/icon.tsx'
import { steps } from '../tour/steps.ts'
import { useTour } from '../tour/use-tour.ts'
import type { Sandbox } from '../wire.ts'

/** What makes the first events from here: the demo, or the example. */
export function FirstActs({ example }: { example: Sandbox['example'] }) {
  const demo = useMutation({ mutationFn: api.startDemo })
  const sending = useMutation({ mutationFn: (event: object) => api.send(event) })
  const answer = sending.data
  return (
    <>
      <div className="acts">
        <button type="button" className="btn do" disabled={demo.isPending} onClick={() => demo.mutate()}>
          <Icon name="play" />
          Start demo traffic
        </button>
        {example === null ? null : (
          <button type="button" className="btn" disabled={sending.isPending} onClick={() => sending.mutate(example)}>
            Send an example
          </button>
        )}
      </div>
      <p className="dim hint" role="status">
        {sending.isError || demo.isError ? 'The sandbox does not answer. ' : null}
        {answer?.accepted === false ? `The sandbox refused it: ${answer.said} ` : null}
        The demo: three small wikis, a few events a second, now and then a mistake. Nothing leaves this machine. Ctrl K
        ends it.
      </p>
    </>
  )
}

/** The tour in a line: its steps, and its beginning. */
export function TourPlan() {
  const tour = useTour()
  return (
    <section className="plan" aria-labelledby="plan">
      <div className="plan-h">
        <h2 id="plan">Or take the tour</h2>
        <span className="dim">5 minutes, {steps.length} steps; each ticks itself off when it really happens</span>
        <span className="grow" />
        <button type="button" className="link" onClick={tour.start}>
          Start the tour
        </button>
      </div>
      <ol>
        {steps.map(({ name, short }, index) => (
          <li key={name}>
            <span className="sn" aria-hidden="true">
              {index + 1}
            </span>
            <b>{name}</b>
            <span className="dim">{short}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
