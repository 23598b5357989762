import { TableHead } from '../parts/table-head.tsx'
import { count, size } from '../words.ts'
import type { Topic } from './wire.ts'

/** The partitions of a topic: where each begins and ends, and what it takes. */
export function TopicPartitions({ topic }: { topic: Topic }) {
  const largest = Math.max(1, ...topic.partitions.map(({ bytes }) => bytes))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="scroll tabpad" tabIndex={0} aria-label="Partitions">
      <table className="list parts">
        <TableHead
          columns={[
            '#',
            ['First offset', 'right'],
            ['Next offset', 'right'],
            ['Records', 'right'],
            { hidden: 'Share of the size' },
            ['Size', 'right'],
          ]}
        />
        <tbody>
          {topic.partitions.map(({ partition, logStart, next, bytes }) => (
            <tr key={partition}>
              <td>{partition}</td>
              <td className="right mono">{count(logStart)}</td>
              <td className="right mono">{count(next)}</td>
              <td className="right mono">{count(next - logStart)}</td>
              <td className="lagc">
                <span className="lb even">
                  <i style={{ width: `${(bytes / largest) * 100}%` }} />
                </span>
              </td>
              <td className="right mono">{size(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
