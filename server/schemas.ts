import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Cleanup } from './base/cleanup.ts'
import type { Clock } from './base/clock.ts'
import { makeFolder } from './base/make-folder.ts'
import { schemaFolders } from './config/schema-folders.ts'
import { storageUnusable } from './log/storage-folder.ts'
import { fetchSchema } from './schema/fetch-schema.ts'
import { withRemoteBases } from './schema/remote-schemas.ts'
import type { SchemaRepository } from './schema/schema-repository.ts'
import type { RepositoryFolder } from './schema/types.ts'

/** Opens the schema repositories that texts such as `NAME=DIR` or `https://…/jsonschema` name. */
export type OpenSchemas = (texts: readonly string[]) => Promise<SchemaRepository>

/**
 * Opens schema repositories as configured. What is read of those on the web is kept below the storage folder, in memory
 * mode in a folder that goes with the process.
 */
export function createOpenSchemas(
  parts: {
    readonly cwd: string
    readonly storage: string
    readonly clock: Clock
    readonly openRepository: (folders: readonly RepositoryFolder[]) => Promise<SchemaRepository>
  },
  cleanup: Cleanup,
): OpenSchemas {
  let cache: string | undefined

  return async texts => {
    const folders = schemaFolders(texts, parts.cwd, () => {
      cache ??= parts.storage === 'memory' ? temporaryFolder(cleanup) : resolve(parts.storage, 'schemas')
      return cache
    })
    const bases = folders.flatMap(({ folder, url }) => (url === undefined ? [] : [{ url, folder }]))
    try {
      for (const { folder } of bases) makeFolder(folder)
    } catch (cause) {
      throw storageUnusable(parts.storage, cause)
    }
    const local = await parts.openRepository(folders)
    const schemas = bases.length === 0 ? local : withRemoteBases(local, { bases, fetchSchema, clock: parts.clock })
    cleanup.add(() => schemas.close())
    return schemas
  }
}

function temporaryFolder(cleanup: Cleanup): string {
  const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-schemas-'))
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
