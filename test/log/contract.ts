import { afterEach, beforeEach, describe } from 'vitest'
import type { Clock } from '../../server/base/clock.ts'
import type { Log, LogOptions, NewRecord, Note, StoredRecord } from '../../server/log/types.ts'
import { appendContract } from './contract-append.ts'
import { lifeContract } from './contract-life.ts'
import { readContract } from './contract-read.ts'
import { retentionContract } from './contract-retention.ts'
import { scanContract } from './contract-scan.ts'

/** What the contract runs on. */
export interface Implementation {
  /** Whether what was stored is there again after closing and opening. */
  readonly keeps: boolean
  begin(): Storage
}

/** A storage of its own for one test. */
export interface Storage {
  open(options: OpenOptions): Promise<Log>
  remove(): void
}

export interface OpenOptions {
  readonly clock: Clock
  readonly retention: LogOptions['retention']
}

/** What the parts of the contract are given. */
export interface LogUnderTest {
  /** Opens the storage of this test, again if it was closed. */
  open(options?: Partial<OpenOptions>): Promise<Log>
  readonly keeps: boolean
  /** The time of arrival; a test may set it. */
  readonly clock: { time: number }
}

/** What every implementation of `Log` promises. */
export function eventLogContract(name: string, { keeps, begin }: Implementation): void {
  describe(name, () => {
    let storage: Storage
    const opened: Log[] = []
    const clock = { time: 0, now: () => clock.time }

    beforeEach(() => {
      clock.time = 1_700_000_000_000
      storage = begin()
    })
    afterEach(async () => {
      for (const log of opened.splice(0)) await log.close()
      storage.remove()
    })

    const underTest: LogUnderTest = {
      clock,
      keeps,
      async open(options) {
        const log = await storage.open({ clock, retention: {}, ...options })
        opened.push(log)
        return log
      },
    }
    appendContract(underTest)
    readContract(underTest)
    scanContract(underTest)
    retentionContract(underTest)
    lifeContract(underTest)
  })
}

/** A record whose value is `value`. */
export function record(topic: string, value: string, more: Partial<NewRecord> = {}): NewRecord {
  return { topic, value, timestamp: 1000, ...more }
}

/** `count` records with the values 0, 1, 2... */
export function numbered(topic: string, count: number, more: Partial<NewRecord> = {}): NewRecord[] {
  return Array.from({ length: count }, (_, at) => record(topic, String(at), more))
}

/** The values as text. */
export function valuesOf(records: readonly StoredRecord[]): (string | undefined)[] {
  return records.map(({ value }) => value?.toString())
}

/** `from` up to `to`, which is not in it. */
export function numbersFrom(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}

export const note: Note = { door: 'http', gate: 'main', producer: 'curl/8.0', request: 'r-1', requestSize: 2 }
