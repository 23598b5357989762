/** The first thing in a text that JSON does not allow. */
export interface SyntaxFault {
  /** Offset in the text. */
  readonly at: number
  /** Half a sentence; it is given the place as words: `in line 3, column 8`. */
  says(place: string): string
  readonly hint: string
}

/** What is wrong with a number, read as far as it looks like one: `007`, `1_000`, `0x1F`. */
export function numberFault(text: string, at: number): SyntaxFault | undefined {
  const word = wordAt(text, at)
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) return undefined
  const [, hint = 'Write it in decimal digits.'] = numberHints.find(([form]) => form.test(word)) ?? []
  return { at, says: place => `\`${shortened(word)}\` ${place} is not a number as JSON writes it`, hint }
}

const numberHints: readonly (readonly [RegExp, string])[] = [
  [/^-?0\d+$/, 'Write it without the leading zeros.'],
  [/^[+-]?\d*\.\d*$/, 'Write it with digits on both sides of the point, without `+`.'],
  [/^\+/, 'Write it without `+`.'],
  [/_/, 'Write it in digits alone.'],
  [/^\d{4}-\d/, 'A date is a text: put it in quotes.'],
]

/** What is wrong with a string; `error` is the scanner's: 2 no end, 4 and 5 an escape, 6 a control character. */
export function stringFault(raw: string, at: number, error: number): SyntaxFault | undefined {
  if (error === 0) return undefined
  if (error === 2)
    return says(at, 'a string without a closing quote begins', 'Close it with `"`; a line break inside is `\\n`.')
  if (error === 6)
    return says(at, 'a string with a control character begins', 'Escape it: a tab is `\\t`, a line break `\\n`.')
  const wrong = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(raw.replaceAll('\\\\', '##'))?.index ?? 0
  const sequence = raw.slice(wrong, wrong + 2)
  const hint = sequence === '\\u' ? 'Give `\\u` four hexadecimal digits.' : 'Write a backslash itself as `\\\\`.'
  return { at: at + wrong, says: place => `\`${sequence}\` ${place} is not an escape that JSON knows`, hint }
}

/** What is wrong with something that is no token of JSON at all. */
export function strangeFault(text: string, raw: string, at: number, wantsKey: boolean): SyntaxFault {
  const word = wordAt(text, at)
  if (raw.startsWith("'")) return says(at, 'a single quote stands', 'Put strings in double quotes: `"`.')
  if (raw.startsWith('`')) return says(at, 'a back quote stands', 'Put strings in double quotes: `"`.')
  if (/^[“”„«»‘’]/.test(raw)) return says(at, 'a typographic quote stands', 'Put strings in straight quotes: `"`.')
  if (wantsKey && word !== '')
    return { at, says: place => `the key \`${word}\` ${place} has no quotes`, hint: `Write \`"${word}"\`.` }
  if (/^[+.]?\d|^[+-]/.test(word) && !/infinity/i.test(word)) return numberFault(text, at) ?? notExpected(raw, at)
  if (word === '') return notExpected(raw, at)
  const isNothing = /^(?:NaN|[+-]?Infinity|undefined|None|nil|NULL|Null)$/.test(word)
  const isBoolean = /^(?:true|false)$/i.test(word)
  const shown = shortened(word)
  const hint = isNothing
    ? 'Send `null`, or leave the key out.'
    : isBoolean
      ? `Write \`${word.toLowerCase()}\`.`
      : `If it is a text, write \`"${shown}"\`.`
  return { at, says: place => `\`${shown}\` ${place} is not a value of JSON`, hint }
}

/** Letters, digits and the signs of numbers from here on. */
function wordAt(text: string, at: number): string {
  return /^[\w$.+-]*/.exec(text.slice(at, at + 200))?.[0] ?? ''
}

function notExpected(raw: string, at: number): SyntaxFault {
  const shown = raw.codePointAt(0) === 0xa0 ? 'a space that JSON does not know' : `\`${shortened(raw)}\``
  const hint = shown.startsWith('`') ? 'Send JSON.' : 'Type it again as a plain space.'
  return says(at, `${shown} stands`, hint)
}

function says(at: number, words: string, hint: string): SyntaxFault {
  return { at, says: place => `${words} ${place}`, hint }
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text
}
