import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import { yaml } from '../base/yaml.ts'
import { parseSchemaUri, type SchemaUri, semverOf } from '../event/schema-uri.ts'
import { pathsOf } from './addresses.ts'
import type { FetchedSchema } from './fetch-schema.ts'
import { isObject } from './json-object.ts'
import type { SchemaRepository } from './schema-repository.ts'

/** A schema repository on the web, and the folder (one of the repository's) that keeps what was read of it. */
export interface RemoteBase {
  /** Without a slash at the end; `$schema` URIs are paths below it. */
  readonly url: string
  readonly folder: string
}

/** A schema that cannot be had is asked for again after so long. */
const askAgainMs = 15_000
const mostFailures = 1000
/** A schema may be made of others, and these again of others. */
const deepest = 5

/**
 * The repository, with `bring` that reads what no folder has from the bases in turn, the first that has it wins. A
 * version never changes once it is published, so what was read is kept; `latest` is asked for once a start.
 */
export function withRemoteBases(
  repository: SchemaRepository,
  parts: {
    readonly bases: readonly RemoteBase[]
    readonly fetchSchema: (base: string, path: string, stopping: AbortSignal) => Promise<FetchedSchema>
    readonly clock: Clock
  },
): SchemaRepository {
  const { bases, clock } = parts
  const pathOf = pathsOf(bases)
  const atHand = new Set<string>()
  const underWay = new Map<string, Promise<void>>()
  const failures = new Map<string, { readonly reason: string; readonly at: number }>()
  const stopping = new AbortController()

  return {
    ...repository,
    bring(uris) {
      const wanted = [...new Set(uris)].filter((uri): uri is string => typeof uri === 'string' && !atHand.has(uri))
      return wanted.length === 0 ? undefined : bringAll(wanted)
    },
    find(uri) {
      const found = repository.find(uri)
      const failure = found.found ? undefined : failures.get(String(uri))
      if (found.found || !failure) return found
      const { hint = '' } = found.problem
      return { ...found, problem: { ...found.problem, hint: `${failure.reason}. ${hint}`.trimEnd() } }
    },
    async close() {
      stopping.abort()
      await Promise.allSettled(underWay.values())
      await repository.close()
    },
  }

  async function bringAll(uris: readonly string[]): Promise<void> {
    await Promise.all(
      uris.map(uri => {
        const bringing = underWay.get(uri) ?? bringOne(uri, []).finally(() => underWay.delete(uri))
        underWay.set(uri, bringing)
        return bringing
      }),
    )
  }

  /** `above` are the schemas that are made of this one. */
  async function bringOne(uri: string, above: readonly string[]): Promise<void> {
    const parsed = parseSchemaUri(uri)
    if (!parsed.ok || atHand.has(uri)) return
    if (parsed.uri.version !== 'latest' && repository.source(uri) !== undefined) {
      atHand.add(uri)
      return
    }
    const failure = failures.get(uri)
    if (failure && clock.now() - failure.at < askAgainMs) return
    const brought = await fromBases(parsed.uri, [...above, uri]).catch(unusable)
    if (brought.ok) {
      atHand.add(uri)
      failures.delete(uri)
      return
    }
    // Producers can ask for anything: the oldest is forgotten first.
    if (failures.size >= mostFailures) failures.delete(failures.keys().next().value ?? '')
    failures.set(uri, { reason: brought.reason, at: clock.now() })
  }

  async function fromBases(uri: SchemaUri, above: readonly string[]): Promise<Brought> {
    const path = `/${uri.title}/${uri.version}${uri.extension ? `.${uri.extension}` : ''}`
    const reasons: string[] = []
    for (const base of bases) {
      const fetched = await parts.fetchSchema(base.url, path, stopping.signal)
      if (!fetched.ok) {
        reasons.push(fetched.reason)
        continue
      }
      const kept = await keep(base, uri, fetched.text, above)
      if (kept === undefined) return { ok: true }
      reasons.push(`${base.url}${path} ${kept}`)
    }
    return { ok: false, reason: reasons.join('; ') }
  }

  /** Puts a schema, and those it refers to, into the base's folder; gives what is wrong with it otherwise. */
  async function keep(
    { folder }: RemoteBase,
    uri: SchemaUri,
    text: string,
    above: readonly string[],
  ): Promise<string | undefined> {
    const document = parsedText(text)
    if (!isObject(document)) return 'is no schema'
    const version = uri.version === 'latest' ? versionOf(document.$id) : uri.version
    if (version === undefined) return 'has no version in its $id'
    if (version !== 'current' && semverOf(version) === undefined) return 'is no version'
    // Not shared with what is under way: two schemas that refer to each other would wait for each other.
    const references = [...new Set(referencesIn(document, pathOf))].filter(each => !above.includes(each))
    if (above.length < deepest) await Promise.all(references.map(each => bringOne(each, above)))
    const extension = uri.extension ?? (text.trimStart().startsWith('{') ? 'json' : 'yaml')
    const file = resolve(folder, uri.title, `${version}.${extension}`)
    try {
      await mkdir(dirname(file), { recursive: true })
      // Renamed into place, so that no half of it is ever read.
      const draft = join(dirname(file), `.${version}.${process.pid}`)
      await writeFile(draft, text)
      await rename(draft, file)
      await repository.reread(new Set([file]))
      return undefined
    } catch (failure) {
      return `cannot be kept: ${messageOf(failure)}`
    }
  }
}

type Brought = { readonly ok: true } | { readonly ok: false; readonly reason: string }

function unusable(failure: unknown): Brought {
  return { ok: false, reason: `It cannot be used: ${messageOf(failure)}` }
}

function parsedText(text: string): unknown {
  try {
    return yaml().parse(text)
  } catch {
    return undefined
  }
}

function versionOf(id: unknown): string | undefined {
  const parsed = typeof id === 'string' ? parseSchemaUri(id) : undefined
  return parsed?.ok && semverOf(parsed.uri.version) ? parsed.uri.version : undefined
}

function* referencesIn(value: unknown, pathOf: (address: string) => string): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inside] of Object.entries(value)) {
    if (key !== '$ref' || typeof inside !== 'string') yield* referencesIn(inside, pathOf)
    else if (pathOf(inside).startsWith('/')) yield pathOf(inside).split('#', 1)[0] ?? ''
  }
}
