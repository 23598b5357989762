import { withInForce } from './in-force.ts'
import { createLibrary, type Library, type Memory, parseFile, type ReadFile } from './library.ts'
import type { ListedFile, Listing } from './listing.ts'
import { namesLatest } from './names-latest.ts'
import type { SourceFile } from './source-file.ts'
import type { Finding } from './types.ts'

/**
 * The library after files changed on disk. What a change broke stays in force as it last was, with a finding beside it;
 * what a change mended is built anew, and so is what is made of it.
 */
export function afterChange(
  was: Library,
  listing: Listing,
  changed: readonly ListedFile[],
  readFile: ReadFile,
): Library {
  const before = withoutGone(was.memory, listing)
  const broken = new Map<ListedFile, Finding>()
  let good: readonly Save[] = savesOf(listing, changed, before, readFile, broken)
  if (good.length === 0 && isKnown(broken, before) && listing === was.listing) return was
  // All saves of one moment are tried together, for a schema may need the fragment saved with it; what does not hold
  // together is put back, until the rest does.
  for (;;) {
    const next = createLibrary(listing, withSaves(before, good), readFile)
    const failed = good.filter(({ file }) => isRefused(next, file, before.built.has(file.file), broken))
    if (failed.length === 0) {
      rebuildDependants(next, before, good, broken, listing !== was.listing)
      for (const [file, finding] of broken) {
        next.memory.findings.set(file.file, withInForce(finding, file, listing, wasInForce(before, file)))
      }
      return next
    }
    const causes = failed.filter(save => !needsOneOf(next, save, failed))
    const putBack = causes.length > 0 ? causes : failed
    good = good.filter(save => !putBack.includes(save))
  }
}

/** A file as it now stands on disk, parsed. */
interface Save {
  readonly file: ListedFile
  readonly source: SourceFile
}

function withoutGone(memory: Memory, listing: Listing): Memory {
  const names = new Set(listing.files.map(({ file }) => file))
  const kept = <Value>(map: ReadonlyMap<string, Value>) => new Map([...map].filter(([name]) => names.has(name)))
  const { texts, sources, built, needs, findings } = memory
  return {
    texts: kept(texts),
    sources: kept(sources),
    built: kept(built),
    needs: kept(needs),
    findings: kept(findings),
  }
}

/** What changed and can be parsed; also what was found wrong before, for a change elsewhere may have mended it. */
function savesOf(
  listing: Listing,
  changed: readonly ListedFile[],
  before: Memory,
  readFile: ReadFile,
  broken: Map<ListedFile, Finding>,
): readonly Save[] {
  const wrong = listing.files.filter(({ file }) => before.findings.has(file))
  return [...new Set([...changed, ...wrong])].flatMap(file => {
    const read = parseFile(file, () => readFile(file))
    if (read.ok) return isNews(read.source, before) ? [{ file, source: read.source }] : []
    broken.set(file, read.finding)
    return []
  })
}

/** Whether all this was found wrong before, at the same places. */
function isKnown(broken: ReadonlyMap<ListedFile, Finding>, { findings }: Memory): boolean {
  return [...broken].every(([{ file }, { message, line, column }]) => {
    const before = findings.get(file)
    return before?.message === message && before.line === line && before.column === column
  })
}

function isNews({ file, text }: SourceFile, { sources, texts, findings }: Memory): boolean {
  return text !== (sources.get(file)?.text ?? texts.get(file)) || findings.has(file)
}

function withSaves(before: Memory, saves: readonly Save[]): Memory {
  const { texts, sources, built, needs, findings } = before
  const memory: Memory = {
    texts: new Map(texts),
    sources: new Map(sources),
    built: new Map(built),
    needs: new Map(needs),
    findings: new Map(findings),
  }
  for (const { file, source } of saves) {
    for (const map of [memory.texts, memory.built, memory.needs, memory.findings]) map.delete(file.file)
    memory.sources.set(file.file, source)
  }
  return memory
}

/** What no event has named yet, such as most `current` files, is compiled when one does. */
function isRefused(library: Library, file: ListedFile, isInUse: boolean, broken: Map<ListedFile, Finding>): boolean {
  const result = isInUse ? library.schema(file) : library.inspect(file)
  if (result.ok) broken.delete(file)
  else broken.set(file, result.finding)
  return !result.ok
}

/** Whether it fails perhaps only because of what it is made of. */
function needsOneOf(library: Library, { file }: Save, failed: readonly Save[]): boolean {
  const needs = library.memory.needs.get(file.file) ?? []
  return failed.some(other => needs.includes(other.file.file))
}

/** A schema made of a file that changed, or of a `latest` where names came or went: built anew where it was in use, looked at again where it was not. */
function rebuildDependants(
  next: Library,
  before: Memory,
  saves: readonly Save[],
  broken: Map<ListedFile, Finding>,
  isRenamed: boolean,
): void {
  const saved = new Set(saves.map(({ file }) => file.file))
  for (const file of next.listing.files) {
    const isDependant = before.needs.get(file.file)?.some(name => saved.has(name))
    if (!(isDependant || (isRenamed && isMadeOfLatest(before, file))) || saved.has(file.file) || broken.has(file))
      continue
    const inUse = before.built.get(file.file)
    next.memory.built.delete(file.file)
    next.memory.findings.delete(file.file)
    const result = inUse ? next.schema(file) : next.inspect(file)
    if (result.ok) continue
    broken.set(file, result.finding)
    if (inUse?.ok) next.memory.built.set(file.file, inUse)
  }
}

/** Whether it, or what it is made of, refers to the latest version of something. */
function isMadeOfLatest({ needs, texts, sources }: Memory, { file }: ListedFile): boolean {
  return [file, ...(needs.get(file) ?? [])].some(name => namesLatest(sources.get(name)?.text ?? texts.get(name) ?? ''))
}

function wasInForce({ texts, sources, built }: Memory, { file }: ListedFile): boolean {
  return built.get(file)?.ok ?? (texts.has(file) || sources.has(file))
}
