import { Link } from '@tanstack/react-router'
import { TableHead } from '../parts/table-head.tsx'
import { count, size } from '../words.ts'
import type { Stream } from './wire.ts'

/** The topics of a stream, and how far each partition goes. */
export function StreamOffsets({ topics }: { topics: Stream['topics'] }) {
  const [first] = topics
  return (
    <section aria-labelledby="offsets">
      <div className="bh">
        <h3 id="offsets">{topics.length === 1 ? 'Topic and offsets' : 'Topics and offsets'}</h3>
        <span className="grow" />
        {first?.partitions ? (
          <Link className="btn plain" to="/topics/$topic" params={{ topic: first.topic }}>
            Records
          </Link>
        ) : null}
      </div>
      {topics.length === 0 ? <p className="dim nothing">It has no topic, so nobody can read it.</p> : null}
      {topics.map(topic => (
        <TopicOffsets key={topic.topic} topic={topic} isOnly={topics.length === 1} />
      ))}
    </section>
  )
}

function TopicOffsets({ topic: { topic, partitions }, isOnly }: { topic: Stream['topics'][number]; isOnly: boolean }) {
  if (partitions === null) {
    return (
      <p className="dim nothing">
        <code>{topic}</code> comes with its first event.
      </p>
    )
  }
  return (
    <table className="mini">
      {isOnly ? null : (
        <caption>
          <Link to="/topics/$topic" params={{ topic }}>
            <code>{topic}</code>
          </Link>
        </caption>
      )}
      <TableHead columns={['Partition', ['First', 'n'], ['End', 'n'], ['Size', 'n']]} />
      <tbody>
        {partitions.map(({ partition, logStart, next, bytes }) => (
          <tr key={partition}>
            <td>{partition}</td>
            <td className="n">{count(logStart)}</td>
            <td className="n">{count(next)}</td>
            <td className="n">{size(bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
