/** Numbers and times in the words of the design language. */

const numbers = new Intl.NumberFormat('en-US')

/** `14,245`. */
export function count(value: number): string {
  return numbers.format(value)
}

/** `1 event`, `14,245 events`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** `12:04:31`, or `12:04:31.402`. */
export function clock(time: string | number, milliseconds = false): string {
  const date = new Date(time)
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  return milliseconds ? `${parts}.${`${date.getMilliseconds()}`.padStart(3, '0')}` : parts
}

/** `12:04` under a bar of seconds or minutes, `21 Nov` under a bar of hours. */
export function axisLabel(time: number, barWidth: number): string {
  const date = new Date(time)
  if (barWidth >= 3_600_000) return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/**
 * `2 s ago`, `4 min ago`; beyond an hour (or `within`) the time itself, `11:20`, and beyond a day its date, `21 Nov`.
 */
export function ago(time: string, now: number, within = 3_600_000): string {
  const then = Date.parse(time)
  const seconds = Math.max(0, Math.floor((now - then) / 1000))
  if (seconds * 1000 >= 86_400_000) return axisLabel(then, 3_600_000)
  if (seconds * 1000 >= within) return axisLabel(then, 0)
  return seconds < 60 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ago`
}

/** `10 min`, `4 min 10 s`, `6 h`. */
export function span(milliseconds: number): string {
  let rest = Math.round(milliseconds / 1000)
  const parts: string[] = []
  const take = (size: number, unit: string) => {
    const whole = Math.floor(rest / size)
    if (whole > 0) parts.push(`${whole} ${unit}`)
    rest -= whole * size
  }
  take(86_400, 'd')
  take(3600, 'h')
  take(60, 'min')
  take(1, 's')
  return parts.slice(0, 2).join(' ') || '0 s'
}

/** `412 bytes`, `21 kB`, `2.6 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte')
  const [unit, name] = bytes < 100_000 ? [1000, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB']
  const value = bytes / unit
  return `${name === 'kB' || value >= 100 ? count(Math.round(value)) : value.toFixed(1)} ${name}`
}

/** `7 days`, `12 hours`, `90 seconds`: a span that somebody chose, in the largest unit that says it whole. */
export function duration(milliseconds: number): string {
  for (const [unit, name] of [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1000, 'second'],
  ] as const)
    if (milliseconds >= unit && milliseconds % unit === 0) return counted(milliseconds / unit, name)
  return counted(milliseconds, 'millisecond')
}

/** `page/change@1.2.0` for `/mediawiki/page/change/1.2.0`: the last two parts of the title and the version. */
export function shortSchema(uri: string): string {
  const parts = uri.split('/').filter(part => part !== '')
  const version = parts.length > 1 ? parts.pop() : undefined
  const title = parts.slice(-2).join('/')
  return version === undefined ? title : `${title}@${version.replace(/\.(yaml|json)$/, '')}`
}

/** A sentence without the backticks round what the machine said. */
export function plain(text: string): string {
  return text.replaceAll('`', '')
}

function two(value: number): string {
  return `${value}`.padStart(2, '0')
}
