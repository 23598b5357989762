import { useSandbox } from '../use-sandbox.ts'
import type { Sandbox } from '../wire.ts'
import { count } from '../words.ts'
import { FirstActs, TourPlan } from './first-steps.tsx'
import { TryCommands } from './try-commands.tsx'

/** Before the first event: the command that sends one, with this server's address. */
export function EmptyState() {
  const sandbox = useSandbox()
  if (sandbox === undefined) return <div className="empty" />
  return (
    <div className="empty">
      <div className="mid">
        <Gate />
        <h1>Waiting for the first event.</h1>
        <p className="sub">Post one and it appears here, accepted or refused, with the reason.</p>
        {sandbox.example === null ? null : <TryCommands sandbox={sandbox} example={sandbox.example} />}
        <FirstActs example={sandbox.example} />
        <TourPlan />
        <Ends sandbox={sandbox} />
      </div>
    </div>
  )
}

function Ends({ sandbox }: { sandbox: Sandbox }) {
  const { repositories, watching } = sandbox.schemas
  const schemas = repositories.reduce((sum, repository) => sum + repository.schemas, 0)
  return (
    <dl className="ends">
      <div>
        <dt>Intake</dt>
        <dd>
          <code>{sandbox.urls.intake}</code>
        </dd>
      </div>
      <div>
        <dt>Streams</dt>
        <dd>
          <code>{sandbox.urls.streams}</code>
        </dd>
      </div>
      {sandbox.kafka === null ? null : (
        <div>
          <dt>Kafka</dt>
          <dd>
            <code>{sandbox.kafka}</code>
          </dd>
        </div>
      )}
      <div>
        <dt>Schemas</dt>
        <dd>
          <code>{repositories.map(repository => repository.folder).join(', ')}</code>{' '}
          <span className="dim">
            {count(schemas)}
            {watching ? ', watching' : ''}
          </span>
        </dd>
      </div>
    </dl>
  )
}

/** The gate, and a first event on its way to it. */
function Gate() {
  return (
    <svg className="gate" viewBox="0 0 720 48" aria-hidden="true" preserveAspectRatio="xMidYMid meet">
      <path className="way" d="M1 24H344M376 24H719" strokeDasharray="1 7" strokeLinecap="round" strokeWidth="2" />
      <path className="posts" d="M360 2v12M360 34v12" strokeWidth="4" strokeLinecap="round" />
      <circle className="run" cx="336" cy="24" r="5" strokeWidth="1.500" strokeDasharray="3 2.500" />
    </svg>
  )
}
