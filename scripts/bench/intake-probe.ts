/** How the intake answered meanwhile, in milliseconds. */
export interface ProbeResult {
  readonly requests: number
  readonly failed: number
  readonly p99: number
  readonly worst: number
}

const event = { $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test: 'while Kafka is loaded' }
const betweenMs = 10

/** Posts an event every ten milliseconds, one after the other, until it is stopped. */
export function startIntakeProbe(origin: string): { stop(): Promise<ProbeResult> } {
  const stopping = new AbortController()
  const times: number[] = []
  let failed = 0
  const running = run()

  async function run(): Promise<void> {
    const headers = { 'content-type': 'application/json' }
    while (!stopping.signal.aborted) {
      const began = performance.now()
      const answer = await fetch(`${origin}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) })
      await answer.arrayBuffer()
      times.push(performance.now() - began)
      if (answer.status !== 201) failed += 1
      await new Promise(resolve => setTimeout(resolve, betweenMs))
    }
  }

  return {
    async stop() {
      stopping.abort()
      await running
      const sorted = times.sort((one, other) => one - other)
      const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN
      return { requests: sorted.length, failed, p99, worst: sorted.at(-1) ?? Number.NaN }
    },
  }
}
