import { Link } from '@tanstack/react-router'
import { Pencil } from '../parts/pencil.tsx'
import { Problem } from '../parts/problem.tsx'
import { fileName } from '../schemas/files.ts'
import { usePage } from '../use-page.ts'
import { count, counted } from '../words.ts'
import { refusedQuery } from './refused-query.ts'
import { useCauseFacts } from './use-problems.ts'
import { useResendAll } from './use-resend-all.ts'
import type { Cause, CauseFacts } from './wire.ts'

/** What was sent, the rule that refuses it, the correction, and the ways on. */
export function CauseDetails({ cause }: { cause: Cause }) {
  const { query } = usePage()
  const { data: facts, error } = useCauseFacts(cause, query)
  const resend = useResendAll(cause.id)
  if (facts === undefined) return <div className="cause-x">{error === null ? null : <Problem error={error} />}</div>
  const fixable = facts.samples.fixable.length
  return (
    <div className="cause-x">
      <dl>
        <Values facts={facts} />
        <Rule facts={facts} />
        <TheCorrection facts={facts} />
      </dl>
      <div className="cause-acts">
        {fixable > 0 && cause.state === 'open' ? (
          <button
            type="button"
            className="btn do"
            disabled={resend.isPending || resend.isDone}
            onClick={() => resend.send(facts.samples.fixable)}
          >
            Fix and resend {count(fixable)}
          </button>
        ) : null}
        <Link className="btn" to="/" search={{ q: refusedQuery(query, cause) }}>
          Show all {count(cause.count)}
        </Link>
        <Link className="btn plain" to="/event/$cursor" params={{ cursor: cause.sample }}>
          Open the sample
        </Link>
        <p role="status" className="ink2">
          {resend.said}
        </p>
      </div>
    </div>
  )
}

function Values({ facts }: { facts: CauseFacts }) {
  if (facts.values.length === 0) {
    return (
      <div>
        <dt>Where</dt>
        <dd>
          <code>{facts.pointer === '' ? '/' : facts.pointer}</code>
        </dd>
      </div>
    )
  }
  return (
    <div>
      <dt>Values sent</dt>
      {facts.values.map(({ text, count: times, fixable }) => (
        <dd key={text}>
          <code>{text}</code>{' '}
          <span className="dim">
            {times === 1 ? 'once' : `${count(times)} times`}
            {fixable ? '' : ', no safe fix'}
          </span>
        </dd>
      ))}
    </div>
  )
}

function Rule({ facts }: { facts: CauseFacts }) {
  const { schema, rule } = facts
  if (schema === undefined) return <div />
  const [, title = '', version = ''] = /^\/(.+)\/([^/]+)$/.exec(schema.uri) ?? []
  return (
    <div>
      <dt>The rule</dt>
      {rule === null ? null : (
        <dd>
          <code>{rule}</code>
        </dd>
      )}
      <dd>
        <Link to="/schemas/$" params={{ _splat: `${title}/${version}` }} search={{ tab: 'source' }} title={schema.file}>
          {title.split('/').slice(-2).join('/')}/{fileName(schema.file)}:{schema.line}
        </Link>
      </dd>
    </div>
  )
}

function TheCorrection({ facts }: { facts: CauseFacts }) {
  const { fix, samples } = facts
  if (fix === undefined) return <div />
  return (
    <div>
      <dt>The correction</dt>
      <dd>
        <Pencil fix={fix} />
      </dd>
      <dd className="dim">
        Fits {count(samples.fits)} of {counted(samples.count, 'event')}
        {samples.count < facts.count ? ', the newest' : ''}.
      </dd>
    </div>
  )
}
