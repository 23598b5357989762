/** A line of a difference: kept for context, taken out, or new; `number` is its line in the text it is of. */
export interface DifferenceLine {
  readonly kind: 'same' | 'gone' | 'new'
  readonly number: number
  readonly text: string
}

const context = 2

/**
 * The lines in which two texts differ, with two around them. Made for small edits: what lies between the first line that
 * differs and the last is one piece, line by line where it is as long as before.
 */
export function lineDifference(was: string, is: string): readonly DifferenceLine[] {
  const [old, next] = [was.split('\n'), is.split('\n')]
  let head = 0
  while (head < old.length && head < next.length && old[head] === next[head]) head++
  let tail = 0
  const most = Math.min(old.length, next.length) - head
  while (tail < most && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++
  const [gone, come] = [old.slice(head, old.length - tail), next.slice(head, next.length - tail)]
  if (gone.length === 0 && come.length === 0) return []
  const from = Math.max(0, head - context)
  const before = linesOf('same', old.slice(from, head), from)
  const after = linesOf('same', next.slice(next.length - tail, next.length - tail + context), next.length - tail)
  const between =
    gone.length === come.length
      ? changedLines(gone, come, head)
      : [...linesOf('gone', gone, head), ...linesOf('new', come, head)]
  return [...before, ...between, ...after]
}

function changedLines(gone: readonly string[], come: readonly string[], from: number): readonly DifferenceLine[] {
  const isSame = (index: number) => gone[index] === come[index]
  return gone.flatMap((text, index): readonly DifferenceLine[] => {
    const number = from + index + 1
    if (!isSame(index))
      return [
        { kind: 'gone', number, text },
        { kind: 'new', number, text: come[index] ?? '' },
      ]
    // Two places far apart: only the lines near them.
    const isNear = Array.from({ length: 2 * context + 1 }, (_, at) => index - context + at).some(
      near => near >= 0 && near < gone.length && !isSame(near),
    )
    return isNear ? [{ kind: 'same', number, text }] : []
  })
}

function linesOf(kind: DifferenceLine['kind'], lines: readonly string[], from: number): readonly DifferenceLine[] {
  return lines.map((text, index) => ({ kind, number: from + index + 1, text }))
}
