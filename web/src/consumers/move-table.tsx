import { TableHead } from '../parts/table-head.tsx'
import { count } from '../words.ts'
import type { Move } from './moves.ts'

/** Before, after and the difference, partition by partition. */
export function MoveTable({ moves }: { moves: readonly Move[] }) {
  const isOne = new Set(moves.map(({ topic }) => topic)).size === 1
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="moves" tabIndex={0} aria-label="What moves">
      <table className="list parts">
        <TableHead columns={['Partition', ['From', 'right'], ['To', 'right'], ['Change', 'right']]} />
        <tbody>
          {moves.map(({ topic, partition, from, to }) => (
            <tr key={`${topic} ${partition}`}>
              <td className="cut">{isOne ? partition : `${topic} ${partition}`}</td>
              <td className="right mono dim">{from === null ? 'none' : count(from)}</td>
              <td className="right mono">{count(to)}</td>
              <td className={from === to ? 'right mono dim' : 'right mono'}>{changeWords(from, to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function changeWords(from: number | null, to: number): string {
  if (from === null) return 'new'
  if (from === to) return 'stays'
  return from > to ? `${count(from - to)} back` : `${count(to - from)} ahead`
}
