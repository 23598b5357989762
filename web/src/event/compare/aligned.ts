/** A line of one of two texts, with its number from 1 on. */
export interface NumberedLine {
  readonly number: number
  readonly text: string
}

/** What stands beside one another: a line of each, or of one where the other has nothing like it. */
export interface AlignedRow {
  readonly a: NumberedLine | undefined
  readonly b: NumberedLine | undefined
  readonly isSame: boolean
}

/** Over so many lines that differ, lines are paired by their number alone. */
const mostLines = 1500

/** Two texts line by line, so that what they share stands side by side. */
export function alignedRows(a: string, b: string): readonly AlignedRow[] {
  const left = a.split('\n')
  const right = b.split('\n')
  const rows: AlignedRow[] = []
  let atA = 0
  let atB = 0
  for (const [endA, endB] of [...sharedLines(left, right), [left.length, right.length] as const]) {
    // What is only in one, side by side as far as it goes.
    const count = Math.max(endA - atA, endB - atB)
    for (let index = 0; index < count; index++) {
      const one = lineAt(left, atA + index, endA)
      const other = lineAt(right, atB + index, endB)
      rows.push({ a: one, b: other, isSame: false })
    }
    const [one, other] = [lineAt(left, endA, left.length), lineAt(right, endB, right.length)]
    if (one && other) rows.push({ a: one, b: other, isSame: true })
    atA = endA + 1
    atB = endB + 1
  }
  return rows
}

function lineAt(lines: readonly string[], index: number, end: number): NumberedLine | undefined {
  const text = index < end ? lines[index] : undefined
  return text === undefined ? undefined : { number: index + 1, text }
}

/** The longest run of lines that both have in this order, as pairs of indexes. */
function sharedLines(left: readonly string[], right: readonly string[]): readonly (readonly [number, number])[] {
  if (Math.max(left.length, right.length) > mostLines) {
    return left.flatMap((line, index) => (line === right[index] ? [[index, index] as const] : []))
  }
  const width = right.length + 1
  const lengths = new Uint16Array((left.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}
