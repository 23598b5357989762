import type { Problem } from '../wire.ts'

/** A part of a line, by columns from 0; `to` is exclusive. */
export interface Part {
  readonly from: number
  readonly to: number
}

/** What of the event's line is at fault, for the red pencil; undefined where it is what is not there. */
export function wrongPart(problem: Problem, text: string): Part | undefined {
  if (problem.column !== undefined) return partAt(text, problem.column - 1)
  const key = JSON.stringify(lastKey(problem.pointer))
  const keyAt = text.indexOf(`${key}:`)
  const struck = problem.fix?.was
  if (struck !== undefined) {
    const quoted = text.indexOf(JSON.stringify(struck))
    if (quoted !== -1) return { from: quoted, to: quoted + JSON.stringify(struck).length }
    const at = text.indexOf(struck, keyAt === -1 ? 0 : keyAt + key.length)
    if (at !== -1) return { from: at, to: at + struck.length }
  }
  if (problem.keyword === 'additionalProperties')
    return keyAt === -1 ? undefined : { from: keyAt, to: keyAt + key.length }
  if (problem.keyword === 'required') return undefined
  const from = keyAt === -1 ? text.length - text.trimStart().length : text.indexOf(':', keyAt + key.length) + 2
  const to = text.trimEnd().replace(/,$/, '').length
  return from < to ? { from, to } : undefined
}

function partAt(text: string, column: number): Part {
  const at = Math.min(Math.max(0, column), Math.max(0, text.length - 1))
  const word = /^("[^"]*"?|[\w.+-]+|.)/.exec(text.slice(at))?.[0] ?? ' '
  return { from: at, to: at + word.length }
}

function lastKey(pointer: string): string {
  return (pointer.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~')
}
