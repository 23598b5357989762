import { TableHead } from '../../parts/table-head.tsx'
import type { Leaf } from './differences.ts'

const groups: readonly { readonly kind: Leaf['kind']; readonly name: string }[] = [
  { kind: 'content', name: 'Content' },
  { kind: 'one', name: 'Only in one' },
  { kind: 'always', name: 'Changes with every event' },
  { kind: 'same', name: 'The same in both' },
]

/** Differences by what they mean; neither side is wrong, so nothing is red. */
export function DifferenceTable({ leaves }: { leaves: readonly Leaf[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="scroll" tabIndex={0} aria-label="Differences">
      <table className="compare-table">
        <TableHead columns={['Pointer', 'A', 'B', 'What it means']} />
        {groups.map(({ kind, name }) => {
          const own = leaves.filter(leaf => leaf.kind === kind)
          if (own.length === 0) return null
          return (
            <tbody key={kind}>
              <tr className="compare-group">
                <th colSpan={4} scope="rowgroup">
                  {name}, {own.length}
                </th>
              </tr>
              {own.map(leaf => (
                <Row key={leaf.pointer} leaf={leaf} />
              ))}
            </tbody>
          )
        })}
      </table>
    </section>
  )
}

function Row({ leaf: { pointer, a, b, kind, means } }: { leaf: Leaf }) {
  const [from, endA, endB] = kind === 'same' || a === undefined || b === undefined ? [0, 0, 0] : middle(a, b)
  return (
    <tr>
      <th scope="row">{pointer === '' ? '/' : pointer}</th>
      <td data-side="A">
        <Value text={a} from={from} end={endA} isWhole={kind === 'one'} />
      </td>
      <td data-side="B">
        <Value text={b} from={from} end={endB} isWhole={kind === 'one'} />
      </td>
      <td className="compare-means">{means}</td>
    </tr>
  )
}

const longest = 400

function Value(props: { text: string | undefined; from: number; end: number; isWhole: boolean }) {
  const { text, from, end, isWhole } = props
  if (text === undefined) return <span className="dim">absent</span>
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text
  if (isWhole) return <mark>{shown}</mark>
  if (end <= from) return shown
  return (
    <>
      {shown.slice(0, from)}
      <mark>{shown.slice(from, end)}</mark>
      {shown.slice(end)}
    </>
  )
}

/** What stands between the common beginning and the common end of two texts; short values are marked whole. */
function middle(a: string, b: string): [from: number, endA: number, endB: number] {
  if (Math.min(a.length, b.length) < 4) return [0, a.length, b.length]
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from++
  let back = 0
  while (back < a.length - from && back < b.length - from && a.at(-1 - back) === b.at(-1 - back)) back++
  // Where one only has more than the other, there is nothing to mark in it.
  return [from, a.length - back, b.length - back]
}
