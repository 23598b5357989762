import { once } from 'node:events'
import { openWholeFile } from '../base/whole-file.ts'
import type { EventItem } from '../client/types.ts'
import { type Event, isEvent } from '../event/event.ts'
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
  const path = `/_sandbox/events?${new URLSearchParams({ ...asked, ...scope })}`
  const leaving = new AbortController()
  const items = calls.lines<EventItem>(path, leaving.signal)
  const unreadable = output === undefined ? await print(items, leaving) : await save(items, output)
  if (unreadable > 0) process.stderr.write(`event-sandbox: ${unreadable} records are no JSON objects, and left out.\n`)
  return exitCodes.fine
}

/** How many were left out: by Kafka anything comes. */
async function print(items: AsyncIterable<EventItem>, leaving: AbortController): Promise<number> {
  // Whoever reads a pipe may have enough, such as `head`.
  const leave = () => leaving.abort()
  process.stdout.on('error', leave)
  let unreadable = 0
  for await (const { event } of items) {
    if (!isEvent(event)) unreadable++
    else if (!process.stdout.write(lineOf(event))) {
      await once(process.stdout, 'drain', { signal: leaving.signal }).catch(() => {})
    }
  }
  process.stdout.off('error', leave)
  return unreadable
}

async function save(items: AsyncIterable<EventItem>, output: string): Promise<number> {
  const file = openWholeFile(output)
  let unreadable = 0
  try {
    for await (const { event } of items) {
      if (isEvent(event)) file.write(lineOf(event))
      else unreadable++
    }
  } catch (failure) {
    file.drop()
    throw failure
  }
  file.done()
  return unreadable
}

function lineOf(event: Event): string {
  return `${JSON.stringify(event)}\n`
}
