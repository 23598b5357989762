import type { JSONScanner } from 'jsonc-parser'
import { jsonc } from '../base/jsonc.ts'

/** The kinds of token that jsonc-parser's scanner gives: its SyntaxKind, an ambient const enum that cannot be imported. */
export const tokens = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  space: 15,
  unknown: 16,
  end: 17,
} as const

/** Reads a JSON text token by token, without recursion. */
export function scanJson(text: string, options: { readonly trivia: boolean }): JSONScanner {
  return jsonc().createScanner(text, !options.trivia)
}
