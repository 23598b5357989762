import type { Clock } from '../base/clock.ts'
import type { Logger } from '../base/logger.ts'
import { rejectionsTopic } from '../intake/rejections.ts'
import type { Log } from '../log/types.ts'
import type { SaveVerdict } from '../schema/review/reviews.ts'
import type { SchemaRepository } from '../schema/schema-repository.ts'
import { readQuery } from './event-query.ts'
import type { EventReader } from './event-reader.ts'
import type { Item, ReadEvent } from './items.ts'

const readAtOnce = 200
const shownAtOnce = 10

/** Tells the logger of each refusal (and with `verbose` of each accepted event), and of what a schema save changed. */
export function createReport(parts: {
  log: Log
  events: EventReader
  schemas: SchemaRepository
  logger: Logger
  clock: Clock
  verbose: boolean
}) {
  const { log, events, schemas, logger } = parts
  const stopping = new AbortController()
  const wanted = readQuery(parts.verbose ? '' : 'status:invalid', parts.clock.now())
  const running = Promise.all([followEvents(), followSchemas()])

  return {
    /** Reports what is in the log, then stops. */
    async close(): Promise<void> {
      stopping.abort()
      await running
    },
  }

  async function followEvents(): Promise<void> {
    let after = log.end()
    let appended = nextAppend()
    for (;;) {
      const { records } = await events.find(wanted, { order: 'asc', limit: readAtOnce, after })
      after = records.at(-1)?.cursor ?? after
      for (const record of records.slice(0, shownAtOnce)) reportEvent(events.read(record))
      if (records.length > shownAtOnce)
        logger.warn(`${records.length - shownAtOnce} more events, not shown one by one.`)
      if (records.length > 0) continue
      if (stopping.signal.aborted) return
      await appended
      appended = nextAppend()
    }
  }

  // Accepted events wake nobody who reports refused ones only.
  function nextAppend(): Promise<void> {
    const { signal } = stopping
    return parts.verbose ? log.appended(signal) : log.appended(signal, [rejectionsTopic])
  }

  function reportEvent({ item, problems }: ReadEvent): void {
    const { cursor, stream, schema } = item
    if (item.status === 'valid') {
      logger.info(`Accepted  ${stream}  ${item.title}`, { event: 'accepted', cursor, stream, schema })
      return
    }
    logger.warn(refusalLine(item, problems[0]?.hint), {
      event: item.kept ? 'kept' : 'refused',
      cursor,
      stream,
      schema,
      problems,
    })
  }

  async function followSchemas(): Promise<void> {
    let known = new Set(schemas.findings().map(findingLine))
    let judged = 0
    for (;;) {
      await schemas.changed(stopping.signal)
      if (stopping.signal.aborted) return
      const findings = schemas.findings()
      const saves = schemas.reviews.saves(judged)
      judged = saves.at(-1)?.number ?? judged
      for (const finding of findings) {
        if (!known.has(findingLine(finding))) logger.warn(findingLine(finding), { event: 'schema', ...finding })
      }
      for (const save of saves) reportSave(save)
      if (known.size > 0 && findings.length === 0) logger.info('All schemas can be read again.', { event: 'schema' })
      else if (findings.length === 0 && saves.length === 0) logger.info('Schemas reloaded.', { event: 'schema' })
      known = new Set(findings.map(findingLine))
    }
  }

  function reportSave(save: SaveVerdict): void {
    const fields = { event: 'schema', ...save }
    if (save.severity === 'fine') logger.info(save.words, fields)
    else logger.warn(save.words, fields)
  }
}

function refusalLine({ stream, reason, problems = 1, kept }: Item, hint: string | undefined): string {
  const more = problems > 1 ? ` (and ${problems - 1} more)` : ''
  const words = `${reason ?? ''}${more}${hint ? ` ${hint}` : ''}`
  return `${kept ? 'Kept, invalid' : 'Refused'}   ${stream ?? 'no stream'}  ${words.replaceAll('`', '')}`
}

function findingLine({
  file,
  line,
  column,
  message,
  inForce,
}: ReturnType<SchemaRepository['findings']>[number]): string {
  return `${file}:${line}:${column}  ${message.replaceAll('`', '')}${inForce ? ` ${inForce}` : ''}`
}
