import { isUtf8 } from 'node:buffer'
import type { Clock } from '../base/clock.ts'
import { isEvent, schemaUriOf } from '../event/event.ts'
import { explainSyntax } from '../event/explain-syntax.ts'
import type { Problem } from '../event/problem.ts'
import type { Judge } from '../intake/judge.ts'
import { rejectionRecord } from '../intake/rejections.ts'
import type { JudgedNote } from '../log/batch-log.ts'
import { readRecords } from '../log/batch-reader.ts'
import { settingOf, type TopicSettings } from '../log/topic-settings.ts'
import type { EventLog, Note } from '../log/types.ts'

/** What becomes of records: taken as they are, taken with what their schema has against them, or not taken. */
export type ValidationMode = 'off' | 'warn' | 'reject'

/** Validates records at the Kafka door, by the schemas that judge events at the HTTP door. */
export interface Validation {
  /** What a topic's own setting says, else what the sandbox was started with. */
  modeOf(settings: TopicSettings): ValidationMode
  /** The records that are wrong, by their index over all batches. */
  check(batches: readonly Buffer[]): readonly WrongRecord[]
  /** Keeps what was refused where the page shows it, as for an event that came by HTTP. */
  refuse(wrong: readonly WrongRecord[], note: Note): Promise<void>
  /** The notes of batches that are kept with what is wrong, and what the page lists of it. */
  keep(wrong: readonly WrongRecord[], note: Note, topic: string, partition: number): JudgedNote
}

/** A record that is wrong, and why. */
export interface WrongRecord {
  readonly index: number
  readonly raw: string
  /** undefined where the value is no JSON. */
  readonly event: unknown
  readonly problems: readonly Problem[]
}

/** Makes the validation of a broker; `mode` is for topics that say nothing of their own. */
export function createValidation(parts: {
  mode: ValidationMode
  judge: Pick<Judge, 'explain'>
  log: EventLog
  clock: Clock
}): Validation {
  const { mode, judge, log, clock } = parts

  // A tombstone has nothing to validate.
  function judged(index: number, value: Buffer | null): WrongRecord | undefined {
    if (value === null) return undefined
    const raw = value.toString('utf8')
    if (!isUtf8(value)) return { index, raw, event: undefined, problems: [noText] }
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
    modeOf(settings) {
      const own = settingOf(settings, 'event.validation')
      return own === 'inherit' ? mode : (own as ValidationMode) // as: the setting takes nothing else
    },
    check(batches) {
      const values = batches.flatMap(batch => recordsOf(batch).map(({ value }) => value))
      return values.flatMap((value, index) => judged(index, value) ?? [])
    },
    async refuse(wrong, note) {
      const now = clock.now()
      await log.append(wrong.map(each => rejectionRecord({ status: 'invalid', ...each }, now, note)))
    },
    keep(wrong, note, topic, partition) {
      const notes = new Map(wrong.map(({ index, problems }) => [index, { ...note, problems }]))
      return {
        at: index => notes.get(index) ?? note,
        beside(baseOffset) {
          const now = clock.now()
          return wrong.map(each => {
            const kept = { topic, partition, offset: baseOffset + each.index }
            return rejectionRecord({ status: 'invalid', ...each, kept }, now, note)
          })
        },
      }
    },
  }
}

const noText: Problem = {
  pointer: '',
  keyword: 'syntax',
  message: 'The record is not JSON: its bytes are no text.',
  hint: 'Send JSON in UTF-8.',
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
