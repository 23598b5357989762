import type { Reviews } from './review/reviews.ts'
import type { Finding, FoundSchema, RepositoryFolder, SchemaSource, SchemaVersion } from './types.ts'
import type { Workspace } from './workspace.ts'

/** All schema repositories as one name space: the first folder that has a URI wins. */
export interface SchemaRepository {
  readonly folders: readonly RepositoryFolder[]
  /**
   * The schema an event names in `$schema`: `/title/1.0.0`, with `.yaml` or `.json`, `/title/latest`, `/title/current.yaml`.
   * Takes whatever an event has there. Loads and compiles at first use, from inside the folders only. A file that broke
   * stays in force as it last was.
   */
  find(uri: unknown): FoundSchema
  /** Every published version, in the order title, version; no file is read for it. */
  list(): readonly SchemaVersion[]
  /** What is wrong in the folders now: files that cannot be read, parsed or compiled. */
  findings(): readonly Finding[]
  /** Resolves once every file was looked at, so that `findings()` is complete. It happens in the background. */
  inspected(): Promise<void>
  /** Takes what was just written to these paths; resolves once it is in force, or found broken. */
  reread(paths: ReadonlySet<string>): Promise<void>
  /**
   * Brings schemas that events name from where they are, before `find` is asked; undefined where there is nothing to
   * wait for. Only repositories that are not on this disk alone have it. Never rejects.
   */
  bring?(uris: Iterable<unknown>): Promise<void> | undefined
  /** Resolves once something on disk changed and is in force (or found broken); ask before reading. */
  changed(signal?: AbortSignal): Promise<void>
  /** The text of a schema file as it is on disk, for showing beside an event; undefined where no folder has it. */
  source(uri: string): SchemaSource | undefined
  /** The files as they are now, for those who write schemas. */
  workspace(): Workspace
  /** What lint and comparison say of each title. */
  readonly reviews: Reviews
  /** Stops watching. */
  close(): Promise<void>
}
