import type { Problem } from './problem.ts'
import { firstFault } from './syntax-fault.ts'
import { lineAt } from './text-places.ts'
import type { SyntaxFault } from './token-fault.ts'

/** Why a text is not JSON: line, column and what to do, at the first place that is wrong. `what` begins the sentence. */
export function explainSyntax(text: string, what = 'The body'): Problem {
  const { at, says, hint } = firstFault(text) ?? parserFault(text)
  const line = lineAt(text, at)
  const column = at - text.lastIndexOf('\n', at - 1)
  const place = `in line ${line}, column ${column}`
  return { pointer: '', keyword: 'syntax', message: `${what} is not JSON: ${says(place)}.`, hint, line, column }
}

/** For what the scan takes for right: the parser's own words. */
function parserFault(text: string): SyntaxFault {
  try {
    JSON.parse(text)
    return { at: 0, says: () => 'it holds no event', hint: 'Send an object, or an array of objects.' }
  } catch (failure) {
    const words = failure instanceof Error ? failure.message : ''
    const at = Number(/position (\d+)/.exec(words)?.[1] ?? 0)
    const said = words.replace(/ in JSON at position.*$/s, '')
    return { at, says: place => `${said} ${place}`, hint: 'Look at this place.' }
  }
}
