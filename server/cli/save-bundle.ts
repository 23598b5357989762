import { join, relative } from 'node:path'
import { writeWhole } from '../base/whole-file.ts'
import type { Calls } from '../client/calls.ts'
import type { EventItem } from '../client/types.ts'
import type { ExecReport } from './exec-reports.ts'

/** Writes what somebody needs who looks for the cause later: events, the schemas they name, the log, and the report. */
export async function saveBundle(
  calls: Calls,
  folder: string,
  { log, report }: { readonly log: string; readonly report: ExecReport },
): Promise<void> {
  const uris = new Set<string>()
  const lines: string[] = []
  for await (const item of calls.lines<EventItem>('/_sandbox/events?order=asc')) {
    lines.push(`${JSON.stringify(item)}\n`)
    if (item.schema !== null) uris.add(item.schema)
  }
  writeWhole(join(folder, 'events.ndjson'), lines.join(''))
  writeWhole(join(folder, 'sandbox.log'), log)
  writeWhole(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  for (const uri of uris) await saveSchema(calls, join(folder, 'schemas'), uri)
}

async function saveSchema(calls: Calls, folder: string, uri: string): Promise<void> {
  const file = join(folder, `${uri.replace(/^\//, '')}.json`)
  // An event may name anything; only what a repository has, and what stays inside the folder, is written.
  if (relative(folder, file).startsWith('..') || !/^\/[\w./-]+$/.test(uri)) return
  const schema = await calls.get(`/_sandbox/schemas${uri}`).catch(() => undefined)
  if (schema === undefined) return
  writeWhole(file, `${JSON.stringify(schema, null, 2)}\n`)
}
