import { readMessages } from '../../scripts/stream-messages.ts'

/** Opens a stream and gives its messages one by one. */
export async function consume(url: string, headers: Record<string, string> = {}) {
  const leave = new AbortController()
  let opened = () => {}
  const open = new Promise<void>(resolve => {
    opened = resolve
  })
  const messages = readMessages(url, headers['last-event-id'], leave.signal, opened)
  let first: ReturnType<typeof messages.next> | undefined = messages.next()
  await Promise.race([open, first])
  return {
    async next(): Promise<{ readonly id: string; readonly n: string }> {
      const { value } = await (first ?? messages.next())
      first = undefined
      if (!value) throw new Error('The stream has ended.')
      return { id: value.id, n: (JSON.parse(value.data) as { n: string }).n }
    },
    [Symbol.dispose]: () => leave.abort(),
  }
}
