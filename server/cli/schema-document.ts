import { SandboxError } from '../base/errors.ts'
import type { ListedFile } from '../schema/listing.ts'
import type { MaterializedSchema } from '../schema/materialize/materialize.ts'
import type { OwnRepository } from './schema-folders.ts'

/**
 * The materialized schema of a file.
 * @throws SandboxError schema_invalid where it cannot be materialized.
 */
export function documentOf({ workspace }: OwnRepository, file: ListedFile): MaterializedSchema {
  const result = workspace.materialized(file)
  if (result.ok) return result.materialized
  const says = result.findings.map(({ file: name, line, column, message }) => `${name}:${line}:${column}: ${message}`)
  throw new SandboxError('schema_invalid', says.join('\n'), { hint: 'Correct it, then try again.' })
}
