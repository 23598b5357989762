import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import { SandboxError } from './base/errors.ts'

/** What was given as objects, as the files that a start reads. */
export interface InlineFiles {
  readonly settings: { readonly schemas?: readonly string[]; readonly streams?: string }
  remove(): void
}

type Given<Named> = Named | Readonly<Record<string, object>> | undefined

/**
 * Writes schemas and stream configuration that are given as objects into a folder of their own; what is named is passed
 * on. @throws SandboxError config_invalid for a URI that is no path.
 */
export function writeInline(given: { schemas: Given<readonly string[]>; streams: Given<string> }): InlineFiles {
  const { schemas, streams } = given
  let folder: string | undefined
  const own = () => {
    folder ??= mkdtempSync(join(tmpdir(), 'event-sandbox-inline-'))
    return folder
  }
  const remove = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  try {
    const named = {
      schemas: schemas && !isList(schemas) ? [`inline=${writeSchemas(schemas, join(own(), 'jsonschema'))}`] : schemas,
      streams: typeof streams === 'object' ? writeJson(join(own(), 'streams.json'), streams) : streams,
    }
    return {
      settings: {
        ...(named.schemas ? { schemas: named.schemas } : {}),
        ...(named.streams ? { streams: named.streams } : {}),
      },
      remove,
    }
  } catch (failure) {
    remove()
    throw failure
  }
}

function isList(schemas: readonly string[] | Readonly<Record<string, object>>): schemas is readonly string[] {
  return Array.isArray(schemas)
}

function writeSchemas(schemas: Readonly<Record<string, object>>, folder: string): string {
  mkdirSync(folder)
  for (const [uri, schema] of Object.entries(schemas)) {
    const path = uri.replace(/^\//, '')
    const file = resolve(folder, `${path}.json`)
    if (!/^[\w./-]+\/\d+\.\d+\.\d+$/.test(path) || !file.startsWith(folder + sep)) {
      throw new SandboxError('config_invalid', `"${uri}" is no schema URI.`, {
        hint: 'Name each schema by title and version, such as /test/event/1.0.0.',
      })
    }
    mkdirSync(dirname(file), { recursive: true })
    // A repository wants both; in a test they say nothing that the URI does not.
    writeJson(file, { title: dirname(path), $id: `/${path}`, ...schema })
  }
  return folder
}

function writeJson(file: string, content: object): string {
  writeFileSync(file, JSON.stringify(content, null, 2))
  return file
}
