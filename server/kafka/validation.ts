import type { Clock } from '../base/clock.ts'
import { isEvent, schemaUriOf } from '../event/event.ts'
import { explainSyntax } from '../event/explain-syntax.ts'
import type { Problem } from '../event/problem.ts'
import type { Judge } from '../intake/judge.ts'
import { rejectionRecord } from '../intake/rejections.ts'
import { readRecords } from '../log/batch-reader.ts'
import type { EventLog, Note } from '../log/types.ts'

/** What becomes of a record that its schema refuses: it is taken and noted, or not taken. */
export type ValidationMode = 'warn' | 'reject'

/** Validates records at the Kafka door, by the schemas that judge events at the HTTP door. */
export interface Validation {
  readonly mode: ValidationMode
  /** The records that are wrong, by their index over all batches. */
  check(batches: readonly Buffer[]): readonly RefusedRecord[]
  /** Keeps what was wrong where the page shows it, as for an event that came by HTTP. */
  note(refused: readonly RefusedRecord[], note: Note): Promise<void>
}

/** A record that is wrong, and why. */
export interface RefusedRecord {
  readonly index: number
  readonly raw: string
  /** undefined where the value is no JSON. */
  readonly event: unknown
  readonly problems: readonly Problem[]
}

/** Makes the validation of a broker. */
export function createValidation(parts: {
  mode: ValidationMode
  judge: Pick<Judge, 'explain'>
  log: EventLog
  clock: Clock
}): Validation {
  const { mode, judge, log, clock } = parts

  // A tombstone has nothing to validate.
  function judged(index: number, value: Buffer | null): RefusedRecord | undefined {
    if (value === null) return undefined
    const raw = value.toString('utf8')
    const event = parsed(raw)
    const problems = event === undefined ? [explainSyntax(raw, 'The record')] : explain(event)
    return problems.length === 0 ? undefined : { index, raw, event, problems }
  }

  function explain(event: unknown): readonly Problem[] {
    const uri = isEvent(event) ? schemaUriOf(event) : undefined
    // Nothing is filled in: consumers get the record as it is.
    return uri === undefined ? judge.explain(event, clock.now()) : judge.explain(event, clock.now(), uri)
  }

  return {
    mode,
    check(batches) {
      const values = batches.flatMap(batch => recordsOf(batch).map(({ value }) => value))
      return values.flatMap((value, index) => judged(index, value) ?? [])
    },
    async note(refused, note) {
      const now = clock.now()
      await log.append(refused.map(each => rejectionRecord({ status: 'invalid', ...each }, now, note)))
    },
  }
}

// What cannot be unpacked has no records for any reader.
function recordsOf(batch: Buffer) {
  try {
    return readRecords(batch)
  } catch {
    return []
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
