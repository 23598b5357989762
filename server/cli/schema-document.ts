import { SandboxError } from '../base/errors.ts'
import type { ListedFile } from '../schema/listing.ts'
import type { MaterializedSchema, MaterializeResult } from '../schema/materialize/materialize.ts'
import type { OwnRepository } from './schema-folders.ts'

/**
 * The materialized schema of a file.
 * @throws SandboxError schema_invalid where it cannot be materialized.
 */
export function documentOf({ workspace }: OwnRepository, file: ListedFile): MaterializedSchema {
  return madeOf(workspace.materialized(file))
}

/**
 * What was made.
 * @throws SandboxError schema_invalid with all that keeps it from being made.
 */
export function madeOf(result: MaterializeResult): MaterializedSchema {
  if (result.ok) return result.materialized
  const says = result.findings.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)
  throw new SandboxError('schema_invalid', says.join('\n'), { hint: 'Correct it, then try again.' })
}
