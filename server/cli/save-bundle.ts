import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Calls } from '../client/calls.ts'
import type { EventItem, RefusedItem } from '../client/types.ts'
import type { ExecReport } from './exec-reports.ts'

/** So many refused events are told one by one. */
const mostShown = 100

/** What the sandbox has seen: refused events with their problems, and how many were accepted by stream. */
export async function refusedEvents(calls: Calls): Promise<Pick<ExecReport, 'refused' | 'accepted'>> {
  const { items } = await calls.get<{ items: readonly EventItem[] }>(
    `/_sandbox/events?status=invalid&order=asc&limit=${mostShown}`,
  )
  const refused = await Promise.all(items.map(({ cursor }) => calls.get<RefusedItem>(`/_sandbox/events/${cursor}`)))
  const { byStream } = await calls.get<{ byStream: Readonly<Record<string, { valid: number }>> }>('/_sandbox/summary')
  return { refused, accepted: Object.entries(byStream).map(([stream, { valid }]) => ({ stream, count: valid })) }
}

/** Writes what somebody needs who looks for the cause later: events, the schemas they name, the log, and the report. */
export async function saveBundle(
  calls: Calls,
  folder: string,
  { log, report }: { readonly log: string; readonly report: ExecReport },
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const uris = new Set<string>()
  const lines: string[] = []
  for await (const item of calls.lines<EventItem>('/_sandbox/events?order=asc')) {
    lines.push(`${JSON.stringify(item)}\n`)
    if (item.schema !== null) uris.add(item.schema)
  }
  writeFileSync(join(folder, 'events.ndjson'), lines.join(''))
  writeFileSync(join(folder, 'sandbox.log'), log)
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  for (const uri of uris) await saveSchema(calls, join(folder, 'schemas'), uri)
}

async function saveSchema(calls: Calls, folder: string, uri: string): Promise<void> {
  const file = join(folder, `${uri.replace(/^\//, '')}.json`)
  // An event may name anything; only what a repository has, and what stays inside the folder, is written.
  if (relative(folder, file).startsWith('..') || !/^\/[\w./-]+$/.test(uri)) return
  const schema = await calls.get(`/_sandbox/schemas${uri}`).catch(() => undefined)
  if (schema === undefined) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`)
}
