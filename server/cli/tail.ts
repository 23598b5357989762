import { styleText } from 'node:util'
import { createClient } from '../client/client.ts'
import type { EventItem } from '../client/types.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { untilStopped } from './until-stopped.ts'

interface TailOptions extends ClientOptions {
  readonly since?: string
  readonly invalid?: boolean
}

/** An event as the list has it: what it is about, beside what the client's own type names. */
type ListedItem = EventItem & { readonly title?: string; readonly detail?: string }

/** `event-sandbox tail [QUERY]`: events as they come, a line each, until a signal or the end of the pipe. */
export async function tail(query: string, options: TailOptions): Promise<number> {
  const { signal, stop, code } = untilStopped()
  // Whoever reads has enough, such as `head`.
  process.stdout.on('error', stop)
  const client = createClient(connect(options), { brokers: null, repository: undefined }, options.token)
  // With a time the past is shown as well, from the beginning of the log on.
  const from = options.since === undefined ? {} : { after: '0.0' }
  const lineOf = options.json ? (item: ListedItem) => JSON.stringify(item) : wordsOf
  for await (const item of client.tail(searchOf(query, options), { signal, ...from })) {
    process.stdout.write(`${lineOf(item)}\n`)
  }
  return code()
}

function searchOf(query: string, { since, invalid }: TailOptions): string {
  const asked = query.trim() === '' ? [] : [`(${query})`]
  return [...asked, ...(invalid ? ['status:invalid'] : []), ...(since === undefined ? [] : [`since:${since}`])].join(
    ' ',
  )
}

function wordsOf(item: ListedItem): string {
  const time = styleText('dim', item.receivedAt.slice(11, 23))
  const stream = item.stream ?? 'no stream'
  if (item.status === 'valid')
    return `${time}  Accepted  ${stream}  ${[item.title, item.detail].filter(Boolean).join('  ')}`
  return `${time}  ${styleText('red', 'Refused')}   ${stream}  ${(item.reason ?? '').replaceAll('`', '')}`
}
