/** A row of a pane: a line of the text (from 1), or a fold over lines `from` to `to`. */
export type Entry = { readonly line: number } | { readonly from: number; readonly to: number }

/** Every row of both panes is so high, folds included: the ribbon is drawn by it. */
export const lineHeight = 20

/** The lines to show, in order, and folds over the rest. One hidden line is not worth a fold. */
export function foldedLines(total: number, shown: Iterable<number>): readonly Entry[] {
  const isShown = new Set(shown)
  const entries: Entry[] = []
  for (let line = 1; line <= total; line++) {
    let end = line
    while (end <= total && !isShown.has(end)) end++
    if (end - line >= 2) {
      entries.push({ from: line, to: end - 1 })
      line = end - 1
    } else entries.push({ line })
  }
  return entries
}

/** The row in which a line stands, or the fold over it; -1 where there is none. */
export function rowOf(entries: readonly Entry[], line: number): number {
  return entries.findIndex(entry => ('line' in entry ? entry.line === line : entry.from <= line && line <= entry.to))
}

/** A line with so many before and behind it. */
export function around(line: number, before: number, behind = before): readonly number[] {
  return Array.from({ length: before + 1 + behind }, (_, index) => line - before + index)
}

/** The lines that open the blocks around a line, by their indentation: it tells both YAML and printed JSON. */
export function ancestorsOf(lines: readonly string[], line: number): readonly number[] {
  const ancestors: number[] = []
  let depth = indentOf(lines[line - 1] ?? '')
  for (let at = line - 1; at >= 1 && depth > 0; at--) {
    const text = lines[at - 1] ?? ''
    if (text.trim() === '' || indentOf(text) >= depth) continue
    depth = indentOf(text)
    ancestors.push(at)
  }
  return ancestors
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}
