import type { GateCounts } from '../intake/gate-counts.ts'

/** What `GET /metrics` tells, in Prometheus' text format. */
export interface Metrics {
  /** Counts an answer of the intake. */
  observe(status: number, milliseconds: number): void
  text(): string
}

// The buckets of service-runner's express_router_request_duration_seconds.
const bucketsSeconds = [0.01, 0.05, 0.1, 0.3, 1]

interface Durations {
  readonly buckets: number[]
  count: number
  sumSeconds: number
}

/** Collects durations by status, and reads the gates' counts when asked. */
export function createMetrics({ counts }: { counts: GateCounts }): Metrics {
  const byStatus = new Map<number, Durations>()

  return {
    observe(status, milliseconds) {
      let durations = byStatus.get(status)
      if (!durations) {
        durations = { buckets: bucketsSeconds.map(() => 0), count: 0, sumSeconds: 0 }
        byStatus.set(status, durations)
      }
      const seconds = milliseconds / 1000
      durations.count += 1
      durations.sumSeconds += seconds
      for (let at = bucketsSeconds.length - 1; at >= 0 && seconds <= (bucketsSeconds[at] ?? 0); at--) {
        durations.buckets[at] = (durations.buckets[at] ?? 0) + 1
      }
    },
    text: () =>
      [...producedLines(counts), ...refusedLines(counts), ...durationLines(byStatus), ...memoryLines()]
        .join('\n')
        .concat('\n'),
  }
}

function* producedLines(counts: GateCounts): Generator<string> {
  yield* head('eventgate_events_produced_total', 'counter', 'Events that were accepted and stored.')
  for (const [stream, schema_uri, count] of counts.allProduced()) {
    yield `eventgate_events_produced_total${labels({ stream, schema_uri })} ${count}`
  }
}

function* refusedLines(counts: GateCounts): Generator<string> {
  yield* head('eventgate_validation_errors_total', 'counter', 'Events that were refused.')
  for (const [stream, schema_uri, error_type, count] of counts.allRefused()) {
    yield `eventgate_validation_errors_total${labels({ stream, schema_uri, error_type })} ${count}`
  }
}

function* durationLines(byStatus: ReadonlyMap<number, Durations>): Generator<string> {
  const name = 'express_router_request_duration_seconds'
  yield* head(name, 'histogram', 'From the request to the answer, by the real status.')
  for (const [status, { buckets, count, sumSeconds }] of byStatus) {
    const common = { path: 'v1/events', method: 'POST', status: String(status) }
    for (const [at, le] of bucketsSeconds.entries())
      yield `${name}_bucket${labels({ ...common, le: String(le) })} ${buckets[at] ?? 0}`
    yield `${name}_bucket${labels({ ...common, le: '+Inf' })} ${count}`
    yield `${name}_sum${labels(common)} ${sumSeconds}`
    yield `${name}_count${labels(common)} ${count}`
  }
}

function* memoryLines(): Generator<string> {
  const { rss, heapUsed, heapTotal } = process.memoryUsage()
  for (const [kind, bytes] of Object.entries({ rss, used: heapUsed, total: heapTotal })) {
    yield* head(`nodejs_process_heap_${kind}_bytes`, 'gauge', `Memory of the process, ${kind}.`)
    yield `nodejs_process_heap_${kind}_bytes ${bytes}`
  }
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function labels(values: Record<string, string>): string {
  const escaped = Object.entries(values).map(
    ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  )
  return `{${escaped.join(',')}}`
}
