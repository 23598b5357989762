import { regExpOf } from '../accepts.ts'

/**
 * A text that matches a regular expression: the first that its alternatives, classes and repetitions allow. Lookarounds
 * and back references are passed over, so the answer is tried before it is used; `''` where nothing was found.
 */
export function matching(pattern: string): string {
  return candidatesFor(pattern).find(text => regExpOf(pattern)?.test(text)) ?? ''
}

/** Texts that probably match, the plainest first. */
export function candidatesFor(pattern: string): readonly string[] {
  return [0, 1, 2, 3].map(variant => createReader(pattern, variant).alternatives())
}

function createReader(pattern: string, variant: number) {
  let at = 0

  function alternatives(): string {
    const texts = [sequence()]
    while (pattern[at] === '|') {
      at++
      texts.push(sequence())
    }
    return texts[variant % texts.length] ?? ''
  }

  function sequence(): string {
    let text = ''
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') text += repeated(atom())
    return text
  }

  function repeated(text: string): string {
    const [found, least = ''] = /^(?:[*?]|\+|\{(\d+)(?:,\d*)?\})\??/.exec(pattern.slice(at)) ?? ['']
    at += found.length
    if (found === '' || found.startsWith('+')) return text
    // The second variant takes what is optional as well.
    if (found.startsWith('*') || found.startsWith('?')) return variant % 2 === 1 ? text : ''
    return text.repeat(Math.min(Number(least), 10_000))
  }

  function atom(): string {
    const letter = pattern[at++] ?? ''
    if (letter === '^' || letter === '$') return ''
    if (letter === '.') return 'a'
    if (letter === '(') return group()
    if (letter === '[') return oneOfClass()
    return letter === '\\' ? escaped() : letter
  }

  function group(): string {
    const [marker = ''] = /^\?(?:[:=!]|<[=!]|<[^>]*>)/.exec(pattern.slice(at)) ?? []
    at += marker.length
    const text = alternatives()
    at++
    return /^\?<?[=!]$/.test(marker) ? '' : text
  }

  function oneOfClass(): string {
    const end = endOfClass()
    const members = pattern.slice(at, end)
    at = end + 1
    const wanted = regExpOf(`^[${members}]$`)
    const letters = printable.filter(letter => wanted?.test(letter))
    // The letter that jsonschema-tools' generator takes, so that its examples come out the same.
    return letters[Math.floor(letters.length * 0.15)] ?? ''
  }

  function endOfClass(): number {
    let end = pattern[at] === ']' ? at + 1 : at
    while (end < pattern.length && pattern[end] !== ']') end += pattern[end] === '\\' ? 2 : 1
    return end
  }

  function escaped(): string {
    const letter = pattern[at++] ?? ''
    if (letter === 'b' || letter === 'B') return ''
    const wanted = /[dDwWsS]/.test(letter) ? regExpOf(`^\\${letter}$`) : undefined
    if (wanted) return printable.findLast(one => wanted.test(one)) ?? ''
    return ({ n: '\n', t: '\t', r: '\r' } as Readonly<Record<string, string>>)[letter] ?? letter
  }

  return { alternatives }
}

/** In the order of their codes. */
const printable = ['\n', ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)), '\u00e4']
