import { Link } from '@tanstack/react-router'
import { TableHead } from '../parts/table-head.tsx'
import { clock, count, counted } from '../words.ts'
import type { Reader } from './wire.ts'

/** Who reads a stream: consumer groups and the connected clients of EventStreams. */
export function StreamReaders({ readers }: { readers: readonly Reader[] }) {
  return (
    <section aria-labelledby="readers">
      <div className="bh">
        <h3 id="readers">Readers</h3>
        <span className="grow" />
        <Link className="btn plain" to="/consumers">
          Consumers
        </Link>
      </div>
      {readers.length === 0 ? (
        <p className="dim nothing">Nobody reads it.</p>
      ) : (
        <table className="mini rdr">
          <TableHead columns={['Who', 'How', ['Lag', 'n']]} />
          <tbody>
            {readers.map((reader, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: clients have no name that is theirs alone
              <ReaderRow key={`${reader.name} ${index}`} reader={reader} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function ReaderRow({ reader }: { reader: Reader }) {
  return (
    <tr>
      <td title={reader.name}>
        {reader.door === 'kafka' ? (
          <Link to="/consumers/$group" params={{ group: reader.name }}>
            {reader.name}
          </Link>
        ) : (
          reader.name.split(' ')[0]
        )}
      </td>
      <td
        className="dim"
        title={reader.door === 'sse' ? `${reader.address}, ${counted(reader.delivered, 'event')}` : ''}
      >
        {reader.door === 'kafka' ? `Kafka, ${counted(reader.members, 'member')}` : `SSE since ${clock(reader.since)}`}
      </td>
      <td className={reader.lag > 0 ? 'n amber' : 'n'}>{count(reader.lag)}</td>
    </tr>
  )
}
