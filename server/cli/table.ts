/** Rows as lines, columns side by side, the last one as wide as it is; those in `right` are numbers. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  const cell = (text: string, at: number, isLast: boolean) => {
    if (right.includes(at)) return text.padStart(widths[at] ?? 0)
    return isLast ? text : text.padEnd(widths[at] ?? 0)
  }
  const line = (row: readonly string[]) => row.map((text, at) => cell(text, at, at === row.length - 1)).join('  ')
  return rows.map(row => `${line(row).trimEnd()}\n`).join('')
}

/** `1,204`. */
export function count(number: number): string {
  return number.toLocaleString('en')
}

/** `2.6 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [unit, divisor] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9]
  return `${(bytes / Number(divisor)).toFixed(1)} ${unit}`
}
