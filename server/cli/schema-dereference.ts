import { text } from 'node:stream/consumers'
import { SandboxError } from '../base/errors.ts'
import { materialize } from '../schema/materialize/materialize.ts'
import { type ContentType, schemasText } from '../schema/materialize/schema-text.ts'
import { parseSource, type ReadSource } from '../schema/source-file.ts'
import { exitCodes } from './exit-codes.ts'
import { madeOf } from './schema-document.ts'
import { fileOf, openOwnRepository } from './schema-folders.ts'

/** The options of `schema dereference`. */
export interface PrintOptions {
  readonly contentType: ContentType
  readonly map?: readonly string[]
}

/**
 * `schema dereference`: schemas on stdout with references in place and `allOf` merged, without bounds and examples; of
 * several files a list. Without a file, the one on stdin.
 */
export async function printDereferenced(files: readonly string[], options: PrintOptions): Promise<number> {
  const cwd = process.cwd()
  const own = await openOwnRepository(options.map)
  const how = { ...own.config, shouldDereference: true, enforcedNumericBounds: null, shouldGenerateExample: false }
  const read = files.length > 0 ? files.map(file => own.workspace.read(fileOf(own, cwd, file))) : [await readStdin()]
  const made = read.map(one =>
    one.ok
      ? materialize(one.source, own.workspace.open, how)
      : { ok: false as const, findings: [one.finding], sources: [] },
  )
  const documents = made.map(one => madeOf(one).document)
  process.stdout.write(schemasText(documents, options.contentType))
  return exitCodes.fine
}

async function readStdin(): Promise<ReadSource> {
  if (process.stdin.isTTY) {
    const hint = 'Name a file, or pipe one: event-sandbox schema dereference < current.yaml'
    throw new SandboxError('config_invalid', 'There is no schema on stdin.', { hint })
  }
  return parseSource({ file: 'stdin.yaml', uri: '/stdin' }, await text(process.stdin))
}
