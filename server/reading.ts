import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Cleanup } from './base/cleanup.ts'
import type { SettableClock } from './base/clock.ts'
import type { Logger } from './base/logger.ts'
import type { BuiltGate } from './gates.ts'
import type { HttpParts } from './http/http-parts.ts'
import { noRequest } from './intake/request-facts.ts'
import { joinClusters } from './log/joined-clusters.ts'
import type { EventLog, Log } from './log/types.ts'
import { createActivity } from './query/activity.ts'
import { createEventReader } from './query/event-reader.ts'
import { createLearnedStreams } from './query/learned-streams.ts'
import { createProblems } from './query/problems/problems.ts'
import { createReport } from './query/report.ts'
import { createStreamNames } from './query/stream-names.ts'
import { createWaits } from './query/wait/waits.ts'
import type { SchemaRepository } from './schema/schema-repository.ts'
import { joined } from './stream/stream-config.ts'
import { createStreamDirectory } from './stream/stream-topics.ts'

/** The reading side: what tells of the log to whoever asks, each part from a position of its own. */
export type Reading = Pick<HttpParts, 'streams' | 'names' | 'topics' | 'events' | 'waits' | 'activity' | 'problems'> & {
  /** Reads from the beginning again: the log is another. */
  restart(): void
}

/** Builds the reading side over a log and the gates that write to it. */
export function openReading(
  parts: {
    readonly log: Log
    /** Those of all clusters, `main` first. */
    readonly clusters: readonly [EventLog, ...EventLog[]]
    readonly gates: readonly [BuiltGate, ...BuiltGate[]]
    readonly schemas: SchemaRepository
    readonly cwd: string
    readonly clock: SettableClock
    readonly logger: Logger
    /** The terminal tells of accepted events too. */
    readonly verbose: boolean
  },
  cleanup: Cleanup,
): Reading {
  const { log, gates, schemas, cwd, clock, logger, verbose } = parts
  const config = joined(gates.map(({ gate }) => gate.streams))
  const streams = createStreamDirectory({
    config,
    prefixes: [...new Set(gates.map(({ gate }) => gate.settings.topicPrefix))],
    learned: () => learned(),
  })
  const names = createStreamNames(
    gates.map(({ gate }) => gate.settings),
    streams.streamOf,
  )
  const topics = joinClusters(parts.clusters)
  const learned = createLearnedStreams({ log: topics, config, names })
  const events = createEventReader({ log, names })
  const waits = createWaits({ log, events, names })
  cleanup.add(() => waits.close())
  const activity = createActivity({ log, names, clock })
  cleanup.add(() => activity.close())
  const report = createReport({ log, events, schemas, logger, clock, verbose })
  cleanup.add(() => report.close())
  const problems = createProblems({
    log,
    events,
    schemas,
    // By the gate it came through, or the one at the root.
    explain: async (event, gate) => {
      const { judge } = gates.find(each => each.gate.settings.name === gate) ?? gates[0]
      await judge.prepare([event], noRequest)
      return judge.explain(event, clock.now())
    },
    writtenAt(file) {
      const written = statSync(resolve(cwd, file), { throwIfNoEntry: false })?.mtimeMs
      return written === undefined ? undefined : clock.at(written)
    },
    clock,
    nextTurn,
  })
  cleanup.add(() => problems.close())
  const restart = () => {
    activity.recount()
    problems.restart()
    waits.restart()
  }
  return { streams, names, topics, events, waits, activity, problems, restart }
}
