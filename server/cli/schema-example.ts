import { SandboxError } from '../base/errors.ts'
import { fixedChoices, seededChoices } from '../schema/sample/choices.ts'
import { validExample } from '../schema/sample/example.ts'
import { exitCodes } from './exit-codes.ts'
import { documentOf } from './schema-document.ts'
import { fileOf, openOwnRepository } from './schema-folders.ts'

/** `schema example`: a valid event on stdout. */
export async function printExample(
  uri: string,
  options: { readonly seed: string; readonly map?: readonly string[] },
): Promise<number> {
  const cwd = process.cwd()
  const own = await openOwnRepository(options.map)
  const { document } = documentOf(own, fileOf(own, cwd, uri))
  const seed = Number(options.seed)
  if (!Number.isInteger(seed))
    throw new SandboxError('config_invalid', `--seed takes a whole number, not "${options.seed}".`)
  const example = validExample(document, seed === 0 ? fixedChoices : seededChoices(seed))
  if (example === undefined) {
    process.stderr.write(`event-sandbox: no valid example of ${uri} was found.\n`)
    return exitCodes.invalid
  }
  process.stdout.write(`${JSON.stringify(example, null, 2)}\n`)
  return exitCodes.fine
}
