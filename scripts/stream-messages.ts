/** A server-sent event of EventStreams. */
export interface StreamMessage {
  readonly id: string
  readonly data: string
}

/** Messages of a stream from the id of the last one on; ends where the server ends, or `signal` aborts. */
export async function* readMessages(
  url: string,
  lastId: string | undefined,
  signal: AbortSignal,
  opened?: () => void,
): AsyncGenerator<StreamMessage> {
  let rest = ''
  try {
    const headers = { accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'last-event-id': lastId }) }
    const answer = await fetch(url, { headers, signal })
    if (answer.status !== 200 || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`)
    opened?.()
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, id] = /^id: (.*)$/m.exec(block) ?? []
        const [, data] = /^data: (.*)$/m.exec(block) ?? []
        if (id !== undefined && data !== undefined) yield { id, data }
      }
    }
  } catch (failure) {
    if (!signal.aborted) throw failure
  }
}
