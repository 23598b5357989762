import { isEvent } from '../../event/event.ts'
import { valueAt } from '../../event/json-pointer.ts'
import type { Cursor, Log } from '../../log/types.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { readRefused } from '../items.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Group } from './groups.ts'

/** What the newest refused events of a group sent, and which of them can be corrected. */
export interface SampleFacts {
  /** What was sent at the place, as JSON, most often first; empty where something is missing there. */
  readonly values: readonly { readonly text: string; readonly count: number; readonly fixable: boolean }[]
  /** The line of the schema that refuses. */
  readonly rule: string | null
  readonly samples: {
    /** How many were looked at: the newest. */
    readonly count: number
    /** In how many this problem has a correction. */
    readonly fits: number
    /** Events that corrections make whole, newest first. */
    readonly fixable: readonly Cursor[]
  }
}

const shownValues = 8
const longestValue = 80
const nothingSent = new Set(['required', 'dependencies', 'syntax', 'depth', 'size', 'more', 'message_key_fields'])

/** Looks at the samples of a group. */
export function sampleFacts(
  group: Group,
  { log, schemas }: { log: Log; schemas: Pick<SchemaRepository, 'source'> },
): SampleFacts {
  const values = new Map<string, { text: string; count: number; fixable: boolean }>()
  const fixable: Cursor[] = []
  let count = 0
  let fits = 0
  for (const cursor of group.samples.toReversed()) {
    const record = log.at(cursor)
    const read = record && readRefused(record)
    const problem = read?.problems.find(each => fingerprintOf(each) === group.id)
    if (!read || !problem) continue
    count++
    if (problem.fix) fits++
    if (isEvent(read.event) && read.problems.every(({ fix }) => fix !== undefined)) fixable.push(cursor)
    if (nothingSent.has(problem.keyword)) continue
    const text = textAt(read.event, problem.pointer)
    const known = values.get(text)
    values.set(text, { text, count: (known?.count ?? 0) + 1, fixable: problem.fix !== undefined })
  }
  const sorted = [...values.values()].sort((one, other) => other.count - one.count)
  return { values: sorted.slice(0, shownValues), rule: ruleOf(group, schemas), samples: { count, fits, fixable } }
}

function textAt(event: unknown, pointer: string): string {
  const text = JSON.stringify(valueAt(event, pointer)) ?? 'nothing'
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}

function ruleOf({ problem }: Group, schemas: Pick<SchemaRepository, 'source'>): string | null {
  if (problem.schema === undefined) return null
  const line = schemas.source(problem.schema.uri)?.text.split('\n')[problem.schema.line - 1]
  return line?.trim().replace(/^["-]\s*/, '') ?? null
}
