import { Command } from '../parts/command.tsx'
import { Icon } from '../parts/icon.tsx'
import { TableHead } from '../parts/table-head.tsx'
import { useSandbox } from '../use-sandbox.ts'
import { counted, span } from '../words.ts'
import { useProgress } from './progress.ts'
import { steps } from './steps.ts'
import { useTour } from './use-tour.ts'

/** What the parts one has seen stand in for. */
export function TourEnd() {
  const tour = useTour()
  const sandbox = useSandbox()
  const { done, startedAt } = useProgress()
  const whole = steps.filter(({ checks }) => checks.every(({ id }) => done[id] !== undefined)).length
  const last = Math.max(startedAt, ...Object.values(done))
  const folders = sandbox?.schemas.repositories.map(({ folder }) => folder).join(', ') ?? ''
  const rows = [
    [
      'Intake',
      '/v1/events',
      'EventGate: main, analytics, analytics-external, logging',
      'one service for each kind of producer',
    ],
    [
      'Schemas',
      folders,
      'schemas-event-primary and -secondary, at schema.wikimedia.org',
      'changed by review, never on disk',
    ],
    [
      'Stream settings',
      '/w/api.php?action=streamconfigs',
      'EventStreamConfig, in mediawiki-config',
      'taken over by a deployment',
    ],
    ['Kafka', sandbox?.kafka ?? 'switched off', 'Kafka main and Kafka jumbo', 'topics begin with eqiad. or codfw.'],
    ['Streams over HTTP', '/v2/stream/{name}', 'EventStreams, at stream.wikimedia.org', 'public streams only'],
    ['Refused events', 'Problems', 'the error streams, shown in Logstash', 'nobody resends them for you'],
  ] as const
  return (
    <div className="tour-end">
      <title>Tour, done - event-sandbox</title>
      <p>
        <span className="st yes">
          <Icon name="tick" />
          {whole} of {counted(steps.length, 'step')}, in {span(last - startedAt)}
        </span>
      </p>
      <h1>You have seen the whole platform.</h1>
      <p className="tour-lead">
        Each part stands in for one that runs in production. Your code, your schemas and your stream settings move there
        unchanged.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, also by keys */}
      <section className="tw" tabIndex={0} aria-label="What this maps to in production">
        <table className="tour-map">
          <TableHead columns={['What you used', 'Here', 'In production', 'What differs there']} />
          <tbody>
            {rows.map(([used, here, production, differs]) => (
              <tr key={used}>
                <th scope="row">{used}</th>
                <td className="mono">{here}</td>
                <td>{production}</td>
                <td className="dim">{differs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <h2>Use it in your project</h2>
      <p className="ink2">Writes a configuration, and where there are no schemas yet a first one with its stream.</p>
      <Command text="npx event-sandbox init" />
      <p className="tour-acts">
        <button type="button" className="btn do" onClick={tour.toLive}>
          Open Live
        </button>
        <button type="button" className="btn" onClick={tour.start}>
          Take it again
        </button>
      </p>
    </div>
  )
}
