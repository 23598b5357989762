import { createHash } from 'node:crypto'
import type { Problem } from '../../event/problem.ts'

/**
 * What makes two problems one cause: the schema's title (not its version), the keyword, the place without indexes of
 * arrays, and the sentence without the value that was sent. Short enough for a URL.
 */
export function fingerprintOf(problem: Problem): string {
  const parts = [titleOf(problem), problem.keyword, placeOf(problem), sentenceOf(problem)]
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 12)
}

/** What is wrong, whatever value was sent: `` `page.page_id` must be an integer. `` */
export function sentenceOf({ keyword, message }: Problem): string {
  if (keyword === '$schema') return message
  // Where a text breaks off differs from one to the next; what it lacks there does not.
  if (keyword === 'syntax')
    return `${message.replace(/,? (?:in|at|on) line \d+(?:, column \d+)?/g, '').replace(/\.$/, '')}.`
  const [rule = message] = message.split(/, but (?:it|items|this) /, 1)
  const withoutIndexes = rule.replace(/`[^`]*`/, name => name.replace(/\[\d+\]/g, '[]'))
  return `${withoutIndexes.replace(/\.$/, '')}.`
}

function placeOf({ pointer }: Problem): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/*')
}

function titleOf({ schema }: Problem): string {
  return schema === undefined ? '' : schema.uri.slice(0, schema.uri.lastIndexOf('/'))
}
