import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { messageOf, SandboxError } from '../base/errors.ts'
import type { EventItem } from '../client/types.ts'
import { isEvent } from '../event/event.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'

interface ExportOptions extends ClientOptions {
  readonly output?: string
}

/** `event-sandbox export [QUERY]`: the accepted events, a line of JSON each, the oldest first. */
export async function exportEvents(query: string, { output, ...options }: ExportOptions): Promise<number> {
  const calls = connect(options)
  const asked = { status: 'valid', order: 'asc', ...(query ? { q: query } : {}) }
  const scope = calls.scope === undefined ? {} : { scope: calls.scope }
  const target = output === undefined ? process.stdout : createWriteStream(output)
  const leaving = new AbortController()
  let failure: unknown
  target.on('error', cause => {
    failure = cause
    leaving.abort()
  })
  let unreadable = 0
  const path = `/_sandbox/events?${new URLSearchParams({ ...asked, ...scope })}`
  for await (const { event } of calls.lines<EventItem>(path, leaving.signal)) {
    // By Kafka anything comes.
    if (!isEvent(event)) unreadable++
    else if (!target.write(`${JSON.stringify(event)}\n`)) await drained(target, leaving.signal)
  }
  if (output !== undefined && failure === undefined) await new Promise<void>(resolve => target.end(resolve))
  if (unreadable > 0) process.stderr.write(`event-sandbox: ${unreadable} records are no JSON objects, and left out.\n`)
  // Whoever reads a pipe may have enough, such as `head`.
  if (failure === undefined || output === undefined) return exitCodes.fine
  throw new SandboxError('config_invalid', `${output} cannot be written: ${messageOf(failure)}.`, { cause: failure })
}

async function drained(target: NodeJS.WritableStream, signal: AbortSignal): Promise<void> {
  await once(target, 'drain', { signal }).catch(() => {})
}
