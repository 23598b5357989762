import { count, size } from '../words.ts'
import type { Topic } from './wire.ts'

/** The partitions of a topic: where each begins and ends, and what it takes. */
export function TopicPartitions({ topic }: { topic: Topic }) {
  const largest = Math.max(1, ...topic.partitions.map(({ bytes }) => bytes))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="scroll tabpad" tabIndex={0} aria-label="Partitions">
      <table className="list parts">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col" className="right">
              First offset
            </th>
            <th scope="col" className="right">
              Next offset
            </th>
            <th scope="col" className="right">
              Records
            </th>
            <th scope="col">
              <span className="vh">Share of the size</span>
            </th>
            <th scope="col" className="right">
              Size
            </th>
          </tr>
        </thead>
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
