import type { ListedFile } from '../../schema/listing.ts'
import type { MaterializedSchema } from '../../schema/materialize/materialize.ts'
import { schemasIn } from '../../schema/subschemas.ts'
import type { Workspace } from '../../schema/workspace.ts'

/** A field that a schema has from another file. */
export interface FieldOrigin {
  /** Inside the schema with everything in place. */
  readonly pointer: string
  /** The schema that declares it, such as `/fragment/common/1.0.0`. */
  readonly uri: string
  readonly file: string
  readonly line: number
}

/**
 * Where the fields of a version come from that its own file does not declare. A published version has everything in
 * place, so of the newest `current` is asked, which it is made of; of older ones nobody knows.
 */
export function fieldOrigins(workspace: Workspace, file: ListedFile): readonly FieldOrigin[] {
  const made = makerOf(workspace, file)
  const [own] = made?.sources ?? []
  if (made === undefined || own === undefined || made.sources.length === 1) return []
  return schemasIn(made.document)
    .filter(({ pointer }) => /\/properties\/[^/]+$/.test(pointer))
    .flatMap(({ pointer }) => {
      const { source, pointer: place } = made.origin(pointer)
      if (source === own) return []
      return [{ pointer, uri: source.uri, file: source.file, line: source.place(place).line }]
    })
}

function makerOf(workspace: Workspace, file: ListedFile): MaterializedSchema | undefined {
  const { title, repository, version } = file
  const current = workspace.listing.files.find(
    other => other.title === title && other.repository === repository && other.version === 'current',
  )
  const result = current && workspace.materialized(current)
  if (!result?.ok) return undefined
  const { version: made } = result.materialized
  return version === 'current' || (made.ok && made.version === version) ? result.materialized : undefined
}
