/** A text with the parts that answer what was typed: `[from, to]`, in order. */
export interface Match {
  readonly text: string
  readonly marks: readonly (readonly [from: number, to: number])[]
}

/** Whether every word of what was typed stands in a text, and where; case aside. */
export function matchOf(text: string, typed: string): Match | undefined {
  const lower = text.toLowerCase()
  const marks: (readonly [number, number])[] = []
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const from = lower.indexOf(word)
    if (from === -1) return undefined
    marks.push([from, from + word.length])
  }
  return { text, marks: apart(marks) }
}

/** The text, its matching parts underlined. */
export function Marked({ match: { text, marks } }: { match: Match }) {
  const parts = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}

function apart(marks: readonly (readonly [number, number])[]): Match['marks'] {
  const sorted = [...marks].sort((one, other) => one[0] - other[0])
  const result: (readonly [number, number])[] = []
  for (const [from, to] of sorted) {
    const last = result.at(-1)
    if (last !== undefined && from <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], to)]
    else result.push([from, to])
  }
  return result
}
