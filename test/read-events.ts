// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an event
type Event = any

/** The first `count` events at an address of EventStreams; waits for those to come. */
export async function readEvents(url: string, count: number): Promise<readonly Event[]> {
  const stopping = new AbortController()
  const answer = await fetch(url, { headers: { accept: 'application/json' }, signal: stopping.signal })
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`)
  const events: Event[] = []
  let rest = ''
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    events.push(...lines.filter(line => line.trim() !== '').map(line => JSON.parse(line)))
    if (events.length >= count) break
  }
  stopping.abort()
  return events.slice(0, count)
}
