import { setImmediate as nextTurn } from 'node:timers/promises'
import { messageOf } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import { pause } from '../base/pause.ts'
import { Wakeup } from '../base/wakeup.ts'
import { parseSchemaUri } from '../event/schema-uri.ts'
import { openSeenVersions, type SeenVersions } from './check/seen-versions.ts'
import { createLibrary, emptyMemory, type Library } from './library.ts'
import { afterChange } from './library-change.ts'
import { areListedFiles, listFolders } from './list-folders.ts'
import { brokenSchema, missingSchema } from './missing.ts'
import { createReader } from './reader.ts'
import { rehearseRefusal } from './rehearse.ts'
import { createReviews } from './review/reviews.ts'
import { warmUp } from './review/warm-up.ts'
import type { SchemaRepository } from './schema-repository.ts'
import type { Finding, FoundSchema, RepositoryFolder, SchemaSource } from './types.ts'
import { watchFolders } from './watch.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

const beforeInspectionMs = 500

/**
 * Opens schema repositories in jsonschema-tools layout. The folders are listed now; a file is read when it is needed,
 * and all are looked at one by one in the background, so that what is wrong in them is known without being asked for.
 */
export async function openSchemaRepository(options: {
  readonly folders: readonly RepositoryFolder[]
  readonly watch: boolean
  readonly logger: Logger
  /** Watching, and looking at every file, begin once this resolves: at a start the doors open first. */
  readonly doorsOpen?: (signal: AbortSignal) => Promise<void>
  /** Keeps what versions said when they were first seen; without it that is forgotten with the process. */
  readonly seenFile?: string
}): Promise<SchemaRepository> {
  const { folders, logger } = options
  const readFile = await createReader(folders)
  const changes = new Wakeup()
  const closing = new AbortController()
  const doorsOpen = options.doorsOpen?.(closing.signal)
  let library = createLibrary(await listFolders(folders), emptyMemory(), readFile)
  let found = new Map<unknown, FoundSchema>()

  // Parsed files are kept while there is memory for them; a change makes another workspace.
  let workspaceNow: WeakRef<Workspace> | undefined
  const workspace = (): Workspace => {
    const known = workspaceNow?.deref()
    if (known) return known
    const made = createWorkspace(folders, library.listing, readFile)
    workspaceNow = new WeakRef(made)
    return made
  }
  const seen = openSeenVersions(options.seenFile)
  const reviews = createReviews(workspace, seen)

  /** Names are listed anew where some may have come or gone; `isSure` says that a save of known files brings none. */
  const reload = inTurn(async (paths: ReadonlySet<string>, isSure: boolean) => {
    const before = library.listing
    const isFirst = paths.size === 0
    const isSave = isSure && !isFirst && areListedFiles(paths, before)
    const listing = isSave ? before : await listFolders(folders, before)
    if (closing.signal.aborted) return
    const known = isFirst ? listing.files.filter(({ file }) => library.memory.texts.has(file)) : []
    const next = afterChange(
      library,
      listing,
      [...known, ...[...paths].flatMap(path => listing.at(path) ?? [])],
      readFile,
    )
    const was = workspaceNow?.deref()
    workspaceNow = new WeakRef(was?.after(listing) ?? createWorkspace(folders, listing, readFile))
    if (next !== library) {
      library = next
      found = new Map()
      changes.wake()
    }
    // In force first: what a save means takes longer to find out.
    const last = reviews.saves(0).at(-1)?.number ?? 0
    if (isFirst) reviews.forget()
    reviews.saved(paths, before)
    if (reviews.saves(last).length > 0) changes.wake()
    keepSeen()
  })
  const keepSeen = () => {
    try {
      seen.save()
    } catch (failure) {
      logger.warn(`What schemas said cannot be kept: ${messageOf(failure)}.`)
    }
  }
  const warn = (failure: unknown) => logger.warn(`The schema folders cannot be watched: ${messageOf(failure)}.`)
  const watch = async () => {
    await doorsOpen
    if (!options.watch || closing.signal.aborted) return undefined
    // The second look lists the names in any case: a watch may miss one.
    return watchFolders(folders, (paths, look) => reload(paths, look === 'first').catch(warn), warn)
  }
  const watching = watch()
  if (doorsOpen === undefined) await watching
  const inspect = async () => {
    await watching
    // The first events of a start come before it.
    if (doorsOpen !== undefined) await pause(beforeInspectionMs, closing.signal)
    if (options.watch && !closing.signal.aborted) await rehearseRefusal(library, closing.signal)
    await inspectAll(() => library, seen, changes, closing.signal)
    keepSeen()
  }
  // In the background nobody waits for what is thrown: a configuration above the folders that was broken meanwhile.
  const cannotLook = (failure: unknown) => logger.warn(`The schemas cannot be looked at: ${messageOf(failure)}`)
  const inspected = inspect().catch(cannotLook)
  const warmed = inspected
    .then(() => (options.watch ? warmUp(reviews, library.listing, closing.signal) : undefined))
    .catch(cannotLook)

  return {
    folders,
    find(uri) {
      const known = found.get(uri)
      if (known) return known
      const answer = look(uri, library, folders)
      // Only what is there is kept: what is not could be anything that somebody sends.
      if (answer.found) found.set(uri, answer)
      return answer
    },
    list: () => library.listing.versions,
    findings: () => findingsOf(library),
    reread: paths => reload(paths, true),
    changed: signal => changes.next(signal),
    inspected: () => inspected,
    workspace,
    reviews,
    source(uri) {
      const parsed = parseSchemaUri(uri)
      const file = parsed.ok ? library.listing.resolve(parsed.uri) : undefined
      if (file === undefined) return undefined
      try {
        return {
          uri: file.uri,
          repository: file.repository,
          file: file.file,
          text: readFile(file),
        } satisfies SchemaSource
      } catch {
        // Deleted since it was listed.
        return undefined
      }
    },
    async close() {
      closing.abort()
      await (await watching)?.close()
      await inspected
      await warmed
    },
  }
}

function look(named: unknown, library: Library, folders: readonly RepositoryFolder[]): FoundSchema {
  const eventgate = `Failed loading schema at ${named}`
  const parsed = parseSchemaUri(named)
  if (!parsed.ok) return { found: false, problem: parsed.problem, eventgate }
  const uri = String(named)
  const file = library.listing.resolve(parsed.uri)
  if (file === undefined) {
    return { found: false, problem: missingSchema(uri, parsed.uri, library.listing, folders), eventgate }
  }
  const built = library.schema(file)
  if (built.ok) return { found: true, schema: built.schema }
  return { found: false, problem: brokenSchema(uri, built.finding), eventgate: library.complaint(file) ?? eventgate }
}

/** One file a turn, so that no request waits longer than one file takes to parse. */
async function inspectAll(
  library: () => Library,
  seen: SeenVersions,
  changes: Wakeup,
  closing: AbortSignal,
): Promise<void> {
  for (const file of library().listing.files) {
    await nextTurn()
    if (closing.aborted) return
    const { memory, inspect } = library()
    const known = memory.sources.get(file.file)
    if (known) seen.note(file, known.text)
    if (memory.texts.has(file.file) || memory.findings.has(file.file)) continue
    const result = inspect(file)
    if (!result.ok) changes.wake()
    const [source] = result.ok ? result.checked.dereferenced.sources : result.sources
    if (source) seen.note(file, source.text)
  }
}

function findingsOf({ memory, listing }: Library): readonly Finding[] {
  const leadingOut = listing.leadingOut.map(file => ({
    file,
    line: 1,
    column: 1,
    message: 'The link leads out of the schema folders; it is not read.',
    hint: 'Put the file itself there.',
  }))
  const all = [...memory.findings.values(), ...leadingOut]
  return all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
}

/** Lets calls wait for each other. */
function inTurn<Given extends readonly unknown[]>(
  work: (...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  return (...given) => {
    const turn = running.then(() => work(...given))
    running = turn.catch(() => {})
    return turn
  }
}
