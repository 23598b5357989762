import { SandboxError } from '../../../server/base/errors.ts'
import { parseQuery } from '../../../server/query/language/parse.ts'
import { sandboxNow } from '../clock.ts'
import { joined } from '../query.ts'

/** Why a search cannot be asked: in words, the place in the text that was typed, and what is to stand there. */
export interface QueryProblem {
  readonly detail: string
  readonly hint: string | undefined
  readonly at: { readonly offset: number; readonly length: number } | undefined
  readonly instead: string | undefined
}

/** A query with what was typed after it; what begins with OR is a choice beside all of it. */
export function withDraft(query: string, draft: string): string {
  const typed = draft.trim()
  return startsWithOr(typed) ? `${query} ${typed}` : joined(query, typed)
}

/** What is wrong with what was typed, undefined where nothing is; read as the sandbox reads it. */
export function checkDraft(query: string, draft: string): QueryProblem | undefined {
  // A choice is read with what it is a choice beside; its places still count in what was typed.
  const before = startsWithOr(draft.trim()) && query !== '' ? `${query} ` : ''
  try {
    parseQuery(before + draft, sandboxNow())
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof SandboxError)) throw thrown
    const { message, hint, at } = thrown
    const offset = (at?.offset ?? 0) - before.length
    const isTyped = at !== undefined && offset >= 0
    return {
      detail: message,
      hint,
      at: isTyped ? { offset, length: at.length } : undefined,
      instead: isTyped ? at.instead : undefined,
    }
  }
}

/** What was typed, with its wrong part replaced. */
export function corrected(draft: string, { at, instead }: QueryProblem): string {
  if (at === undefined || instead === undefined) return draft
  return draft.slice(0, at.offset) + instead + draft.slice(at.offset + at.length)
}

function startsWithOr(typed: string): boolean {
  return /^(OR|AND)\b/.test(typed)
}
