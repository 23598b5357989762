import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { type Logger, silentLogger } from '../../server/base/logger.ts'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'
import type { SchemaRepository } from '../../server/schema/schema-repository.ts'
import type { EventSchema } from '../../server/schema/types.ts'

/** Files by their path below the folder; an object is written as YAML. */
export type Files = Readonly<Record<string, string | object>>

/** A folder of schema files that goes away with the test. */
export class SchemaFolder implements AsyncDisposable {
  readonly path = mkdtempSync(join(tmpdir(), 'event-sandbox-schemas-'))
  readonly #opened: SchemaRepository[] = []

  constructor(files: Files = {}) {
    for (const [name, content] of Object.entries(files)) this.write(name, content)
  }

  write(name: string, content: string | object): void {
    const path = join(this.path, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, typeof content === 'string' ? content : stringify(content))
  }

  async open(
    options: { watch?: boolean; more?: readonly SchemaFolder[]; logger?: Logger } = {},
  ): Promise<SchemaRepository> {
    const folders = [this, ...(options.more ?? [])].map(({ path }, at) => ({
      name: `repository-${at + 1}`,
      folder: path,
    }))
    const { watch = false, logger = silentLogger } = options
    const repository = await openSchemaRepository({ folders, watch, logger })
    this.#opened.push(repository)
    return repository
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const repository of this.#opened) await repository.close()
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** A schema in force, or the test fails with what is said instead. */
export function found(repository: SchemaRepository, uri: unknown): EventSchema {
  const answer = repository.find(uri)
  if (!answer.found) throw new Error(`${answer.problem.message} ${answer.problem.hint}`)
  return answer.schema
}

/** What is said of a `$schema` that cannot be used. */
export function refused(repository: SchemaRepository, uri: unknown) {
  const answer = repository.find(uri)
  if (answer.found) throw new Error(`Found ${answer.schema.uri}.`)
  return answer.problem
}

/** Waits until this holds after a change on disk. */
export async function changedUntil(repository: SchemaRepository, holds: () => boolean): Promise<void> {
  for (;;) {
    const changed = repository.changed()
    if (holds()) return
    await changed
  }
}
