import { ApiProblem } from '../api.ts'
import { Sentence } from './sentence.tsx'

/** What the sandbox said no to, and what to do now. */
export function Problem({ error }: { error: Error }) {
  const isSaid = error instanceof ApiProblem
  return (
    <div className="said" role="alert">
      <p className="sentence">{isSaid ? <Sentence text={error.message} /> : 'The sandbox does not answer.'}</p>
      <p className="dim">
        {isSaid ? <Sentence text={error.hint ?? ''} /> : 'This is shown as soon as the sandbox is back.'}
      </p>
    </div>
  )
}
