/** A date that somebody wrote in another way, in ISO 8601. */
export interface ReadDate {
  /** `2026-11-23T12:03:00Z` */
  readonly iso: string
  /** What was taken for granted: `Taken as UTC`. */
  readonly note: string
}

/** Reads dates as people and programs write them. Undefined where there is doubt which day is meant. */
export function readDate(text: string): ReadDate | undefined {
  if (text.length > 100) return undefined
  const trimmed = text.trim()
  if (/^\d{10}(?:\.\d+)?$|^\d{13}$/.test(trimmed)) return readEpoch(Number(trimmed))
  for (const { pattern, order } of dayForms) {
    const match = pattern.exec(trimmed)
    if (!match) continue
    const day = dayOf(order, match.slice(1))
    const rest = trimmed.slice(0, match.index) + trimmed.slice(match.index + match[0].length)
    const time = readTime(rest)
    return day && time ? { iso: `${day}T${time.iso}`, note: time.note } : undefined
  }
  return undefined
}

/** Seconds, milliseconds or microseconds since 1970, told apart by their size: between 2001 and 2286. */
export function readEpoch(value: number): ReadDate | undefined {
  const units = [
    { per: 1, note: 'Seconds since 1970' },
    { per: 1e3, note: 'Milliseconds since 1970' },
    { per: 1e6, note: 'Microseconds since 1970' },
  ]
  const unit = units.find(({ per }) => value >= 1e9 * per && value < 1e10 * per)
  if (unit === undefined) return undefined
  const iso = new Date((value / unit.per) * 1000).toISOString().replace('.000Z', 'Z')
  return { iso, note: unit.note }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'

/** `order` names the captured groups; `?` is a day or a month. */
const dayForms: readonly { readonly pattern: RegExp; readonly order: string }[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, order: 'ymd' },
  { pattern: /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)/, order: 'ymd' },
  // MediaWiki's own timestamps, such as 20261123120300, and ISO 8601's basic form.
  { pattern: /^(\d{4})(\d{2})(\d{2})(?=$|[T\s]|\d{4}(?:\d\d)?Z?$)/i, order: 'ymd' },
  { pattern: /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})/, order: 'dmy' },
  { pattern: /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})/, order: '??y' },
  {
    pattern: new RegExp(`(?:[a-z]{3,9},?\\s+)?(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+${month},?[\\s-]+(\\d{4})`, 'i'),
    order: 'dmy',
  },
  {
    pattern: new RegExp(`(?:[a-z]{3,9},?\\s+)?\\b${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})`, 'i'),
    order: 'mdy',
  },
]

function dayOf(order: string, groups: readonly (string | undefined)[]): string | undefined {
  const numbers = groups.map(group => months.indexOf(group?.slice(0, 3).toLowerCase() ?? '') + 1 || Number(group))
  const known = order === '??y' ? sureOrder(numbers) : order
  if (known === undefined) return undefined
  const of = (unit: string) => numbers[known.indexOf(unit)] ?? 0
  const [y, m, d] = [of('y'), of('m'), of('d')]
  const date = new Date(Date.UTC(y, m - 1, d))
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return undefined
  return `${pad(y, 4)}-${pad(m)}-${pad(d)}`
}

/** 23/11 can only be a day and a month, 11/23 a month and a day; 5/6 is either. */
function sureOrder([first = 0, second = 0]: readonly number[]): string | undefined {
  if (first > 12) return 'dmy'
  if (second > 12) return 'mdy'
  return first === second ? 'dmy' : undefined
}

function readTime(text: string): ReadDate | undefined {
  const rest = text.trim().replace(/^[T,\s]+|[,\s]+$|\s*\([^)]*\)$/gi, '')
  if (rest === '') return { iso: '00:00:00Z', note: 'Taken as midnight UTC' }
  const match =
    /^(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9})\d*)?)?\s*([ap]m)?\s*(z|utc|gmt)?\s*([+-]\d{2}(?::?\d{2})?)?$/i.exec(
      rest,
    )
  if (!match) return undefined
  const [, hours, minutes, seconds = '00', fraction, half, utc, offset] = match
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const zone = offset ? offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m) => `${h}:${m ?? '00'}`) : 'Z'
  const iso = `${pad(hour)}:${minutes}:${seconds}${fraction ? `.${fraction}` : ''}${zone}`
  return { iso, note: utc || offset ? 'As ISO 8601' : 'Taken as UTC' }
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0')
}
