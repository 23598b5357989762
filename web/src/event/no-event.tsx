import { ApiProblem } from '../api.ts'

/** In place of an event that cannot be shown. */
export function NoEvent({ error }: { error: Error }) {
  const isGone = error instanceof ApiProblem
  return (
    <div className="verdict" role="alert">
      <p className="sentence">{isGone ? error.message : 'The sandbox does not answer.'}</p>
      <p className="dim">{isGone ? error.hint : 'The event is shown as soon as the sandbox is back.'}</p>
    </div>
  )
}
