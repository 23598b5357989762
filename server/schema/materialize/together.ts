import { compareVersions, parseSchemaUri, type SchemaUri } from '../../event/schema-uri.ts'
import type { OpenReference } from '../follow-reference.ts'
import { isIgnored } from '../lint/lint.ts'
import type { ListedFile } from '../listing.ts'
import { parseSource, type ReadSource } from '../source-file.ts'
import type { Workspace } from '../workspace.ts'
import { type MaterializeResult, materialize } from './materialize.ts'
import { schemaText } from './schema-text.ts'
import { schemaVersion } from './schema-version.ts'

/**
 * Materializes `current` files as if all versions that they make were on disk already: a fragment and what refers to it
 * may be new, or changed, at the same time.
 */
export function materializeTogether(
  workspace: Workspace,
  files: readonly ListedFile[],
): (file: ListedFile) => MaterializeResult {
  const made = new Map<ListedFile, MaterializeResult>()
  const underWay = new Set<ListedFile>()
  const makers = makersOf(workspace, files)

  const make = (file: ListedFile): MaterializeResult => {
    const known = made.get(file)
    if (known) return known
    underWay.add(file)
    const read = workspace.read(file)
    const result: MaterializeResult = read.ok
      ? materialize(read.source, open, workspace.configOf(file.repository))
      : { ok: false, findings: [read.finding], sources: [] }
    underWay.delete(file)
    made.set(file, result)
    return result
  }

  const open: OpenReference = named => {
    const maker = makerOf(named)
    // Two that refer to each other: what is on disk has to do.
    if (maker === undefined || underWay.has(maker.file)) return workspace.open(named)
    const version = versionMade(maker, make(maker.file))
    if (version?.ok) return version
    const onDisk = workspace.open(named)
    const hint = `Correct \`${maker.file.file}\`.`
    return onDisk.ok ? onDisk : { ok: false, message: 'that version cannot be made.', hint }
  }

  const makerOf = (named: string): Maker | undefined => {
    const parsed = parseSchemaUri(workspace.listing.pathOf(named))
    const maker = parsed.ok ? makers.get(parsed.uri.title) : undefined
    return maker && parsed.ok && makes(maker, parsed.uri, workspace) ? maker : undefined
  }

  const versionMade = ({ file, version }: Maker, result: MaterializeResult): ReadSource | undefined => {
    if (!result.ok) return undefined
    const [type] = workspace.configOf(file.repository).contentTypes
    const place = { file: file.file.replace(/[^/]*$/, `${version}.${type}`), uri: `/${file.title}/${version}` }
    return parseSource(place, schemaText(result.materialized.document, type))
  }

  return make
}

/** A `current` file and the version it says it is. */
interface Maker {
  readonly file: ListedFile
  readonly version: string
}

/** By title. */
function makersOf(workspace: Workspace, files: readonly ListedFile[]): ReadonlyMap<string, Maker> {
  const makers = files
    .filter(({ version }) => version === 'current')
    .flatMap(file => {
      const read = workspace.read(file)
      const config = workspace.configOf(file.repository)
      if (!read.ok || isIgnored(read.source.content, config)) return []
      const version = schemaVersion(read.source.content, read.source, config.schemaVersionField)
      return version.ok ? [[file.title, { file, version: version.version }] as const] : []
    })
  return new Map(makers)
}

function makes({ version }: Maker, uri: SchemaUri, { listing }: Workspace): boolean {
  if (uri.version !== 'latest') return uri.version === version
  return listing.versionsOf(uri.title).every(other => compareVersions(other, version) <= 0)
}
