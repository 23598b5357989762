import { Link } from '@tanstack/react-router'
import { clock, count, counted } from '../words.ts'
import { LagSpark } from './lag-plot.tsx'
import { useLagHistory, useStreamClients } from './use-groups.ts'
import type { StreamClient } from './wire.ts'

/** Who is connected to EventStreams: what each reads, and how far it is behind. */
export function StreamClients() {
  const clients = useStreamClients()
  return (
    <>
      <h2 className="sec">EventStreams clients</h2>
      <ul>
        {clients.map(client => (
          <li key={client.id}>
            <ClientLink client={client} />
          </li>
        ))}
      </ul>
      {clients.length === 0 ? <p className="dim tot">Nobody is connected.</p> : null}
    </>
  )
}

function ClientLink({ client }: { client: StreamClient & { readonly id: string } }) {
  const { name, address, streams, since, delivered, lag } = client
  const [first = ''] = streams
  return (
    <Link
      to="/streams/$stream"
      params={{ stream: first }}
      className="grp"
      title={`${name}, ${address}, ${counted(delivered, 'event')} given`}
    >
      <b className="cut">{streams.join(', ')}</b>
      <span className="lag">
        <span className="vh">lag </span>
        {count(lag)}
      </span>
      <span className="dim cut">
        {shortName(name)}, since {clock(since).slice(0, 5)}
      </span>
      <LagSpark points={useLagHistory(client.id)} />
    </Link>
  )
}

/** `curl/8.9`, or `browser` for the long names that browsers give themselves. */
function shortName(name: string): string {
  return name.startsWith('Mozilla/') ? 'browser' : (name.split(' ')[0] ?? '')
}
