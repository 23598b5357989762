import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { type Tab, TabList } from '../parts/tab-list.tsx'
import { useTour } from '../tour/use-tour.ts'
import { useSandbox } from '../use-sandbox.ts'
import type { Sandbox } from '../wire.ts'
import { count } from '../words.ts'
import { curlCommand, fetchCode } from './send-commands.ts'

type Language = 'curl' | 'ts'

const tabs: readonly Tab<Language>[] = [
  { name: 'curl', label: 'curl' },
  { name: 'ts', label: 'TypeScript' },
]

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
        {sandbox.example === null ? null : (
          <>
            <Commands intake={sandbox.urls.intake} example={sandbox.example} />
            <SendExample example={sandbox.example} />
          </>
        )}
        <Ends sandbox={sandbox} />
      </div>
    </div>
  )
}

type Example = NonNullable<Sandbox['example']>

function Commands({ intake, example }: { intake: string; example: Example }) {
  const [chosen, choose] = useState<Language>('curl')
  const curl = curlCommand(intake, JSON.stringify(example))
  const code = fetchCode(intake, example)
  return (
    <div className="try">
      <TabList
        label="How to send"
        tabs={tabs}
        chosen={chosen}
        choose={(name: Language) => choose(name)}
        panelClass="trypanel"
        aside={
          <>
            <span className="grow" />
            <CopyButton text={chosen === 'curl' ? curl : code} className="btn plain cp" />
          </>
        }
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keys */}
        <pre className="code" tabIndex={0}>
          {chosen === 'curl' ? (
            <>
              <span className="c" aria-hidden="true">
                ${' '}
              </span>
              {curl}
            </>
          ) : (
            code
          )}
        </pre>
      </TabList>
    </div>
  )
}

function SendExample({ example }: { example: Example }) {
  const tour = useTour()
  const sending = useMutation({ mutationFn: () => api.send(example) })
  const answer = sending.data
  return (
    <>
      <div className="acts">
        <button type="button" className="btn do" disabled={sending.isPending} onClick={() => sending.mutate()}>
          Send an example
        </button>
        <button type="button" className="btn" onClick={tour.start}>
          Take the tour
        </button>
      </div>
      <p className="dim hint" role="status">
        {sending.isError ? 'The sandbox does not answer.' : null}
        {answer?.accepted === false ? `The sandbox refused it: ${answer.said}` : null}
        {sending.isError || answer?.accepted === false ? null : 'It goes the way of the command above, from this page.'}
      </p>
    </>
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
