import { type Event, isEvent, schemaUriOf } from '../../event/event.ts'
import type { Problem } from '../../event/problem.ts'
import { parseSchemaUri } from '../../event/schema-uri.ts'
import type { Cursor, Log } from '../../log/types.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { readRefused } from '../items.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Group } from './groups.ts'

/** Why a cause is one no more. */
export interface Resolution {
  /** When it was noticed, milliseconds since 1970. */
  readonly at: number
  /** One sentence; backticks enclose what the machine said. */
  readonly cause: string
  /** The newest refused event it holds for; a newer one opens the group again. */
  readonly upTo: Cursor
}

/** What would be wrong with an event at the gate it came through. */
export type Explain = (event: unknown, gate: string | null) => Promise<readonly Problem[]>

/** A file system's clock stands still between its ticks, so a file may look written so much before it was. */
const fileClockMs = 50

/** So many of the newest refused events of a cause are judged again. */
const judgedAgain = 20

/** What it takes to judge again. */
export interface JudgeAgain {
  readonly log: Log
  readonly schemas: Pick<SchemaRepository, 'list'>
  readonly explain: Explain
  /** When a file was last written, milliseconds since 1970. */
  readonly writtenAt: (file: string) => number | undefined
}

/**
 * Judges the newest refused events of a group by the schemas as they are now. Resolved is a group whose cause none of
 * them has any more: under the version they name, or under a newer one that came after the last of them.
 */
export async function resolutionOf(group: Group, parts: JudgeAgain, now: number): Promise<Resolution | undefined> {
  const upTo = group.samples.at(-1)
  let newer: string | undefined
  let judged = 0
  for (const cursor of group.samples.slice(-judgedAgain)) {
    const record = parts.log.at(cursor)
    if (!record) continue
    const { event, item } = readRefused(record)
    const hasIt = async (asked: unknown) =>
      (await parts.explain(asked, item.gate)).some(problem => fingerprintOf(problem) === group.id)
    if (!isEvent(event)) return undefined
    judged++
    if (!(await hasIt(event))) continue
    newer ??= newerVersion(event, group, parts)
    if (newer === undefined || (await hasIt({ ...event, $schema: newer }))) return undefined
  }
  if (judged === 0 || upTo === undefined) return undefined
  return { at: now, upTo, cause: causeOf(judged, group.problem, newer) }
}

/** The newest version of the event's schema, where it came after the last refusal: an older one has resolved nothing. */
function newerVersion(event: Event, group: Group, { schemas, writtenAt }: JudgeAgain): string | undefined {
  const parsed = parseSchemaUri(schemaUriOf(event))
  if (!parsed.ok) return undefined
  const latest = schemas.list().findLast(({ title }) => title === parsed.uri.title)
  if (latest === undefined || latest.version === parsed.uri.version) return undefined
  const written = writtenAt(latest.file)
  return written !== undefined && written + fileClockMs >= group.last ? latest.uri : undefined
}

function causeOf(judged: number, { schema }: Problem, newer: string | undefined): string {
  const pass = judged === 1 ? 'The sample passes' : `All ${judged} samples pass`
  if (newer !== undefined) return `${pass} under \`${newer}\`: name it in \`$schema\`.`
  return schema === undefined ? `${pass} now.` : `${pass} now, under \`${schema.uri}\`.`
}
