import { isDeepStrictEqual } from 'node:util'
import { semverOf } from '../event/schema-uri.ts'
import { type Comparison, compareSchemas, type SchemaChange } from '../schema/compare/compare.ts'
import { suggestVersion } from '../schema/compare/suggest-version.ts'
import type { MaterializedSchema } from '../schema/materialize/materialize.ts'
import { exitCodes } from './exit-codes.ts'
import { documentOf } from './schema-document.ts'
import { fileOf, openOwnRepository } from './schema-folders.ts'

/** `schema diff OLD NEW`: the changes in words; exit code 6 where old events are refused or the table breaks. */
export async function diffSchemas(
  old: string,
  next: string,
  options: { readonly json?: boolean; readonly map?: readonly string[] },
): Promise<number> {
  const cwd = process.cwd()
  const own = await openOwnRepository(options.map)
  const [was, is] = [documentOf(own, fileOf(own, cwd, old)), documentOf(own, fileOf(own, cwd, next))]
  const comparison = compareSchemas(was.document, is.document)
  const number = was.version.ok && semverOf(was.version.version) ? was.version.version : '1.0.0'
  const suggestedVersion = suggestVersion(number, comparison, !isDeepStrictEqual(was.document, is.document))
  if (options.json) process.stdout.write(`${JSON.stringify({ ...comparison, suggestedVersion }, null, 2)}\n`)
  else process.stdout.write(pretty(comparison, was, is, suggestedVersion))
  return comparison.verdicts.BACKWARD && comparison.verdicts.HIVE ? exitCodes.fine : exitCodes.incompatible
}

function pretty(
  { verdicts, changes }: Comparison,
  was: MaterializedSchema,
  is: MaterializedSchema,
  version: string,
): string {
  const words = Object.entries(verdicts).map(([mode, holds]) => `${mode} ${holds ? 'holds' : 'breaks'}`)
  const lines = changes.map(change => changeLines(change, was, is))
  return `${[...lines, words.join('   '), `Version it needs: ${version}`].join('\n')}\n`
}

function changeLines(
  { message, breaks, witness, pointer, oldPointer }: SchemaChange,
  was: MaterializedSchema,
  is: MaterializedSchema,
): string {
  const places = [was.origin(oldPointer), is.origin(pointer)].map(
    ({ source, pointer: own }) => `${source.file}:${source.place(own).line}`,
  )
  const mark = breaks.length > 0 ? `breaks ${breaks.join(', ')}` : 'fine'
  const shown = witness
    ? `\n    accepted by the ${witness.validUnder} one only: ${JSON.stringify(witness.document)}`
    : ''
  return `${message.replaceAll('`', '')}  (${mark})\n    ${places.join(' -> ')}${shown}`
}
