import type { Clock } from '../base/clock.ts'
import type { Problem } from '../event/problem.ts'
import type { EventLog, NewRecord, Note } from '../log/types.ts'
import type { Judge } from './judge.ts'
import type { Refused, Verdict } from './outcome.ts'
import { rejectionRecord } from './rejections.ts'
import { createTurns } from './turns.ts'

/** Where events come in: each is judged, and what was judged is in the log before the verdict is given. */
export interface Gate {
  readonly name: string
  /**
   * Judges the events of one request and appends them: accepted ones to their topics, refused ones to the rejections.
   * @throws SandboxError storage_full, storage_failed or closed; then nothing of the request is stored.
   */
  submit(events: readonly unknown[], request: GateRequest): Promise<Verdict>
  /** Keeps a body that holds no events, so that the page can show what was wrong with it. */
  refuseBody(raw: string, problem: Problem, note: Note): Promise<void>
}

/** What a gate needs to know of a request beside its events. */
export interface GateRequest {
  readonly note: Note
  /** The text of the event at `index` as received; asked for refused events only. */
  readonly textOf: (index: number) => string
}

/** The gate of one cluster's log. */
export function createGate(parts: { name: string; judge: Judge; log: EventLog; clock: Clock }): Gate {
  const { name, judge, log, clock } = parts

  return {
    name,

    async submit(events, { note, textOf }) {
      const now = clock.now()
      const total = events.length
      const records: NewRecord[] = []
      const refused: Refused[] = []
      const turns = total > 8 ? createTurns() : undefined
      for (let index = 0; index < total; index++) {
        if (index % 8 === 7 && turns?.due()) await turns.next()
        const judged = judge.judge(events[index], now, () => textOf(index))
        if (judged.status === 'success') {
          records.push({ topic: judged.stream, timestamp: judged.timestamp, value: judged.value, note })
          continue
        }
        refused.push(judged)
        records.push(rejectionRecord({ ...judged, raw: textOf(index) }, now, note))
      }
      // From here on the parsed events are garbage: kept until the commit they cost a third more collection.
      await log.append(records)
      return { total, refused }
    },

    async refuseBody(raw, problem, note) {
      const now = clock.now()
      await log.append([rejectionRecord({ status: 'error', raw, event: undefined, problems: [problem] }, now, note)])
    },
  }
}
