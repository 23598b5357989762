import { messageOf } from '../base/errors.ts'
import { parseSchemaUri } from '../event/schema-uri.ts'
import { ajv6Complaint, type OpenDocument } from './ajv6.ts'
import { type BuildResult, buildSchema, type CheckResult, checkSchema } from './build-schema.ts'
import type { OpenReference } from './follow-reference.ts'
import { withInForce } from './in-force.ts'
import type { ListedFile, Listing } from './listing.ts'
import { packages } from './packages.ts'
import { parseSource, type ReadSource, type SourceFile } from './source-file.ts'
import type { Finding } from './types.ts'

/**
 * The schema files in force at one moment, each read, parsed and compiled when it is first needed. It never changes its
 * answers: a change on disk makes another library from this one (library-change.ts).
 */
export interface Library {
  readonly listing: Listing
  readonly memory: Memory
  /** The schema of a file, compiled. */
  schema(file: ListedFile): BuildResult
  /** Everything that can be asked of a file without compiling it. Its text counts as in force from now on. */
  inspect(file: ListedFile): CheckResult
  /** What EventGate's validator says of a schema that it cannot compile; undefined where it does not come so far. */
  complaint(file: ListedFile): string | undefined
}

/** What has been read so far, by the names of the files. */
export interface Memory {
  /** The texts in force of files that were looked at and put aside again. */
  readonly texts: Map<string, string>
  readonly sources: Map<string, SourceFile>
  readonly built: Map<string, BuildResult>
  /** The files that a schema is made of beside its own. */
  readonly needs: Map<string, readonly string[]>
  readonly findings: Map<string, Finding>
}

/** Reads a file's text; throws where it cannot be read. */
export type ReadFile = (file: ListedFile) => string

/** The memory of a start: nothing has been read. */
export function emptyMemory(): Memory {
  return { texts: new Map(), sources: new Map(), built: new Map(), needs: new Map(), findings: new Map() }
}

/** The library over these names and this memory, which it goes on filling. */
export function createLibrary(listing: Listing, memory: Memory, readFile: ReadFile): Library {
  const read = (file: ListedFile): ReadSource => {
    const known = memory.sources.get(file.file)
    return known ? { ok: true, source: known } : parseFile(file, () => memory.texts.get(file.file) ?? readFile(file))
  }
  const open = referencesIn(listing, read)
  const openDocument: OpenDocument = uri => {
    const opened = open(uri)
    return opened.ok ? opened.source.content : undefined
  }

  const check = (file: ListedFile): CheckResult => {
    const parsed = read(file)
    if (!parsed.ok) return { ok: false, finding: parsed.finding, sources: [] }
    const result = checkSchema(parsed.source, open)
    const sources = result.ok ? result.checked.dereferenced.sources : result.sources
    const others = sources.map(source => source.file).filter(name => name !== file.file)
    if (others.length > 0) memory.needs.set(file.file, others)
    if (result.ok) memory.texts.set(file.file, parsed.source.text)
    return result
  }

  const report = (file: ListedFile, finding: Finding) => {
    if (memory.findings.has(file.file)) return
    memory.findings.set(file.file, withInForce(finding, file, listing, false))
  }

  return {
    listing,
    memory,
    complaint(file) {
      const parsed = read(file)
      return parsed.ok ? ajv6Complaint(parsed.source.content, openDocument) : undefined
    },
    inspect(file) {
      const result = check(file)
      if (!result.ok) report(file, result.finding)
      return result
    },
    schema(file) {
      const known = memory.built.get(file.file)
      if (known) return known
      const result = check(file)
      const built = result.ok ? buildSchema(file, result.checked, openDocument) : result
      memory.built.set(file.file, built)
      for (const source of built.sources) memory.sources.set(source.file, source)
      if (!built.ok) report(file, built.finding)
      return built
    },
  }
}

/**
 * Parses what a reading gives; a file that cannot be read is a finding as well. `before` is what the file was: the answer
 * where its text still is the same.
 */
export function parseFile(
  file: ListedFile,
  readText: () => string,
  blocks?: Map<string, unknown>,
  before?: SourceFile,
): ReadSource {
  try {
    const text = readText()
    return before?.text === text ? { ok: true, source: before } : parseSource(file, text, blocks)
  } catch (failure) {
    const message = `The file cannot be read: ${messageOf(failure)}.`
    return { ok: false, finding: { file: file.file, line: 1, column: 1, message } }
  }
}

let draft07: SourceFile | undefined

/** The schema of schemas, which a schema may refer to wherever it is read. */
function metaSchema(): SourceFile {
  if (draft07) return draft07
  const content = packages.ajv6Drafts()['draft-07']
  const text = JSON.stringify(content, null, 2)
  const file = 'json-schema-draft-07.json'
  draft07 = { file, uri: '/json-schema/draft-07', text, content, place: () => ({ line: 1, column: 1 }) }
  return draft07
}

/** Finds what absolute references name. All folders are one name space; an address of one is a path in them as well. */
export function referencesIn(listing: Listing, read: (file: ListedFile) => ReadSource): OpenReference {
  return named => {
    if (/^https?:\/\/json-schema\.org\/draft-07\/schema$/.test(named)) return { ok: true, source: metaSchema() }
    const parsed = parseSchemaUri(listing.pathOf(named))
    if (!parsed.ok) {
      return { ok: false, message: 'it is not a path inside the repositories.', hint: 'Write it as `/title/1.0.0`.' }
    }
    const file = listing.resolve(parsed.uri)
    if (file === undefined) {
      const latest = listing.versionsOf(parsed.uri.title).at(-1)
      const hint = latest ? `Nearest: \`/${parsed.uri.title}/${latest}\`.` : 'Add the schema, or correct the name.'
      return { ok: false, message: 'no folder has it.', hint }
    }
    const result = read(file)
    if (result.ok) return result
    const { file: name, line, column } = result.finding
    return { ok: false, message: 'that file cannot be used.', hint: `Correct \`${name}:${line}:${column}\`.` }
  }
}
