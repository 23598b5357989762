import { compareVersions } from '../../event/schema-uri.ts'
import { configuredField } from '../configured-field.ts'
import type { JsonObject } from '../json-object.ts'
import { isIgnored, lintSchema, skippedRules } from '../lint/lint.ts'
import type { ListedFile } from '../listing.ts'
import type { MaterializedSchema } from '../materialize/materialize.ts'
import { isSameJson } from '../same-json.ts'
import type { SourceFile } from '../source-file.ts'
import type { Finding } from '../types.ts'
import type { Workspace } from '../workspace.ts'
import { type CheckFinding, inFile } from './check-finding.ts'
import { firstDifference } from './first-difference.ts'
import { type Parsed, structureFindings, type TitleFiles } from './structure.ts'

/** A version of a title with the place of each of its parts; of the newest that is `current.yaml`. */
export interface CheckedVersion {
  readonly version: string
  readonly document: JsonObject
  /** The file to correct, and where. */
  origin(pointer: string): { readonly source: SourceFile; readonly pointer: string }
}

/** What is wrong with one title, and its versions for comparing. */
export interface CheckedTitle {
  readonly title: string
  readonly repository: string
  readonly findings: readonly CheckFinding[]
  /** Ascending; the last is what `current` stands for. */
  readonly versions: readonly CheckedVersion[]
}

/** Checks all files of one title: they can be read, are where they belong, are made from `current`, follow the rules. */
export function checkTitle(workspace: Workspace, repository: string, title: string): CheckedTitle {
  const listed = workspace.listing.files.filter(file => file.repository === repository && file.title === title)
  return checkFiles(workspace, repository, title, listed)
}

/** Checks these files of one title. */
export function checkFiles(
  workspace: Workspace,
  repository: string,
  title: string,
  listed: readonly ListedFile[],
): CheckedTitle {
  const config = workspace.configOf(repository)
  const findings: CheckFinding[] = []
  const parsed: Parsed[] = []
  for (const file of listed) {
    const read = workspace.read(file)
    if (!read.ok) findings.push(fileFinding('yaml-parses', title, read.finding))
    else if (!isIgnored(read.source.content, config)) parsed.push({ listed: file, source: read.source })
  }
  const versions = parsed
    .filter(({ listed: { version, extension } }) => version !== 'current' && config.contentTypes.includes(extension))
    .sort((a, b) => compareVersions(a.listed.version, b.listed.version))
  const isCurrent = ({ file }: { file: string }) => file.endsWith(`/${config.currentName}`)
  const current = parsed.find(({ source }) => isCurrent(source))
  const folder = (listed[0]?.file ?? title).replace(/\/[^/]*$/, '')
  const files: TitleFiles = { title, config, folder, current, versions }
  // One that cannot be read has a finding already.
  const isMissing = !current && !(findings.length > 0 && listed.some(isCurrent))
  if (parsed.length > 0) findings.push(...structureFindings(files, isMissing))

  const made = current ? madeOf(workspace, current, title, findings) : undefined
  const checked = checkedVersions(files, made)
  if (made) findings.push(...currentFindings(files, made))
  for (const version of checked) {
    const by = version === checked.at(-1) ? 'all' : 'theirs'
    for (const { pointer, ...fault } of lintSchema(version.document, config, by)) {
      const origin = version.origin(pointer)
      findings.push({
        ...fault,
        title,
        file: origin.source.file,
        pointer: origin.pointer,
        place: () => origin.source.place(origin.pointer),
      })
    }
  }
  return { title, repository, findings, versions: checked }
}

/** Whether two versions of a title are to be compared, by its configuration. */
export function isCompared(workspace: Workspace, { repository }: CheckedTitle, next: CheckedVersion): boolean {
  return !skippedRules(next.document, workspace.configOf(repository)).has('schema-version-compatibility')
}

function madeOf(
  workspace: Workspace,
  { listed }: Parsed,
  title: string,
  findings: CheckFinding[],
): MaterializedSchema | undefined {
  const result = workspace.materialized(listed)
  if (!result.ok) {
    findings.push(...result.findings.map(finding => fileFinding('materialize', title, finding)))
    return undefined
  }
  const { version } = result.materialized
  if (!version.ok) findings.push(fileFinding('materialize', title, version.finding))
  return result.materialized
}

/** Those of the first content type; what `current` makes takes the place of the version with its number. */
function checkedVersions(
  { versions, config }: TitleFiles,
  made: MaterializedSchema | undefined,
): readonly CheckedVersion[] {
  const [type] = config.contentTypes
  const number = made?.version.ok ? made.version.version : undefined
  const published = versions
    .filter(({ listed }) => listed.extension === type)
    .map(({ listed, source }) => ({
      version: listed.version,
      document: source.content,
      origin: (pointer: string) => ({ source, pointer }),
    }))
  if (made === undefined || number === undefined) return published
  const kept = published.filter(({ version }) => version !== number)
  return [...kept, { version: number, document: made.document, origin: made.origin }].sort((a, b) =>
    compareVersions(a.version, b.version),
  )
}

/** Whether the newest version is what `current` makes. */
function currentFindings(
  { title, current, versions, config }: TitleFiles,
  made: MaterializedSchema,
): readonly CheckFinding[] {
  if (current === undefined || !made.version.ok) return []
  const { version } = made.version
  const latest = versions.filter(({ listed }) => listed.extension === config.contentTypes[0]).at(-1)
  const { pointer: at } = configuredField(current.source.content, config.schemaVersionField)
  const hint = 'Run `event-sandbox schema materialize`.'
  if (latest === undefined)
    return [
      inFile('current-materialized', title, current.source, at, `Version \`${version}\` is not materialized.`, hint),
    ]
  if (latest.listed.version !== version) {
    const isBehind = compareVersions(version, latest.listed.version) < 0
    const message = isBehind
      ? `The version is \`${version}\`, but \`${latest.listed.version}\` is published already.`
      : `Version \`${version}\` is not materialized; the newest is \`${latest.listed.version}\`.`
    return [inFile('current-materialized', title, current.source, at, message, isBehind ? 'Raise the version.' : hint)]
  }
  if (isSameJson(latest.source.content, made.document)) return []
  const place = firstDifference(latest.source.content, made.document)
  const origin = made.origin(place)
  return [
    inFile(
      'current-materialized',
      title,
      origin.source,
      origin.pointer,
      `\`${latest.source.file}\` is not what \`${config.currentName}\` makes.`,
      hint,
    ),
  ]
}

function fileFinding(
  rule: string,
  title: string,
  { file, line, column, message, hint, pointer = '' }: Finding,
): CheckFinding {
  return {
    rule,
    severity: 'error',
    title,
    file,
    pointer,
    message,
    ...(hint ? { hint } : {}),
    place: () => ({ line, column }),
  }
}
