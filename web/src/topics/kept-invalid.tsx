import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Problem } from '../parts/problem.tsx'
import { Sentence } from '../parts/sentence.tsx'
import type { Problem as Found } from '../wire.ts'

/** What a record's schema has against it that Kafka kept, and the way to have such records refused. */
export function KeptInvalid({ topic, problems }: { topic: string; problems: readonly Found[] }) {
  const refuse = useMutation({ mutationFn: () => api.setTopic(topic, { 'event.validation': 'reject' }) })
  return (
    <div className="why1">
      {problems.map(({ pointer, keyword, message, hint, schema }) => (
        <div key={`${pointer} ${keyword} ${message}`}>
          <p className="sentence">
            <Sentence text={message} />
          </p>
          <p className="ink2">
            {hint === undefined ? null : <Sentence text={`${hint} `} />}
            {schema === undefined ? null : (
              <span className="dim">
                Rule at {schema.file}:{schema.line}
              </span>
            )}
          </p>
        </div>
      ))}
      <p className="ink2">It came in by Kafka, which keeps what it is sent. The gate would have refused it.</p>
      {refuse.error === null ? null : <Problem error={refuse.error} />}
      <div className="fixrow">
        <button type="button" className="btn" disabled={!refuse.isIdle} onClick={() => refuse.mutate()}>
          Refuse such records
        </button>
        <span className="dim" role="status">
          {refuse.isSuccess ? (
            'From now on they are refused.'
          ) : (
            <Sentence text="sets `event.validation` of the topic" />
          )}
        </span>
      </div>
    </div>
  )
}
