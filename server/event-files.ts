import { resolve } from 'node:path'
import type { Clock } from './base/clock.ts'
import { SandboxError } from './base/errors.ts'
import type { Logger } from './base/logger.ts'
import { checkWritable, openWholeFile, type WholeFile } from './base/whole-file.ts'
import type { Settings } from './config/settings.ts'
import { isEvent } from './event/event.ts'
import type { Problem } from './event/problem.ts'
import type { Gate } from './intake/gate.ts'
import type { Judge } from './intake/judge.ts'
import { noRequest } from './intake/request-facts.ts'
import type { Log } from './log/types.ts'
import { readQuery } from './query/event-query.ts'
import type { EventReader } from './query/event-reader.ts'
import { type FileEvent, readEvents } from './read-events.ts'

interface SeedParts {
  readonly settings: Settings
  readonly gate: Gate
  readonly judge: Judge
  readonly log: Log
  readonly cwd: string
  readonly clock: Clock
  readonly logger: Logger
}

const atOnce = 500

/**
 * `--seed-from FILE`: sends the events of a file through the gate, all or none. Where events are kept already it does
 * nothing, so that a start on the same folder does not send them twice.
 * @throws SandboxError config_invalid where the file cannot be read, seed_refused with the first problem.
 */
export async function seed({ settings, gate, judge, log, cwd, clock, logger }: SeedParts): Promise<void> {
  const { seedFrom: file, storage } = settings
  if (file === null) return
  const { records } = log.size()
  if (records > 0) {
    logger.info(`${storage} has events already, so ${file} is left out. event-sandbox import ${file} sends it.`)
    return
  }
  const given = await readEvents(file, cwd)
  const refused: { readonly at: FileEvent; readonly problem: Problem }[] = []
  for (const at of given) {
    await judge.prepare([at.event], noRequest)
    const [problem] = at.fault ? [at.fault] : judge.explain(at.event, clock.now())
    if (problem) refused.push({ at, problem })
  }
  if (refused[0]) throw seedRefused(file, refused[0], refused.length)
  for (let from = 0; from < given.length; from += atOnce) {
    const events = given.slice(from, from + atOnce).map(({ event }) => event)
    const texts = events.map(event => JSON.stringify(event))
    const note = { door: 'seed', gate: gate.settings.name, producer: `--seed-from ${file}` }
    await gate.submit(events, { note, facts: noRequest, isHasty: false, textOf: index => texts[index] ?? '' })
  }
}

/** What `exportOnExit` could not write is told at the start. @throws SandboxError storage_full or config_invalid. */
export function checkExport({ exportOnExit: file }: Settings, cwd: string): void {
  if (file !== null) checkWritable(resolve(cwd, file))
}

/** `--export-on-exit FILE`: writes the accepted events, a line of JSON each, the oldest first; whole or not at all. */
export async function exportOnExit({
  settings,
  events,
  cwd,
  clock,
}: {
  readonly settings: Settings
  readonly events: EventReader
  readonly cwd: string
  readonly clock: Clock
}): Promise<void> {
  if (settings.exportOnExit === null) return
  try {
    const file = openWholeFile(resolve(cwd, settings.exportOnExit))
    await writeEvents(file, events, clock.now()).catch(failure => {
      file.drop()
      throw failure
    })
    file.done()
  } catch (cause) {
    if (!(cause instanceof SandboxError)) throw cause
    const { code, hint, message } = cause
    throw new SandboxError(code, `The events are not exported: ${message}`, { ...(hint ? { hint } : {}), cause })
  }
}

async function writeEvents(file: WholeFile, events: EventReader, now: number): Promise<void> {
  const accepted = readQuery('status:valid', now)
  let after = {}
  for (;;) {
    const { records, next } = await events.find(accepted, { order: 'asc', limit: atOnce, ...after })
    const read = records.map(record => events.read(record).event).filter(isEvent)
    file.write(read.map(event => `${JSON.stringify(event)}\n`).join(''))
    if (next === null) return
    after = { after: next }
  }
}

function seedRefused(
  file: string,
  { at, problem }: { readonly at: FileEvent; readonly problem: Problem },
  count: number,
): SandboxError {
  const line = at.line(problem.pointer) ?? at.line('') ?? problem.line
  const others = count === 1 ? '' : ` ${count - 1} more ${count === 2 ? 'is' : 'are'} refused.`
  const message = `${file}${line === undefined ? '' : `:${line}`} is refused: ${problem.message}${others}`
  const hint = `${problem.hint ? `${problem.hint} ` : ''}event-sandbox validate ${file} shows all.`
  return new SandboxError('seed_refused', message.replaceAll('`', ''), { hint: hint.replaceAll('`', '') })
}
