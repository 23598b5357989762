import { compareVersions } from '../../event/schema-uri.ts'
import { configuredField } from '../configured-field.ts'
import type { MaterializedSchema } from '../materialize/materialize.ts'
import { schemaVersion } from '../materialize/schema-version.ts'
import { isSameJson } from '../same-json.ts'
import type { Workspace } from '../workspace.ts'
import { type CheckFinding, fromFinding, inFile } from './check-finding.ts'
import { firstDifference } from './first-difference.ts'
import type { Parsed, TitleFiles } from './title-files.ts'

/** The version that a `current` file makes; what keeps it from being made is added to the findings. */
export function madeOf(
  workspace: Workspace,
  { listed, source }: Parsed,
  title: string,
  findings: CheckFinding[],
): MaterializedSchema | undefined {
  const result = workspace.materialized(listed)
  const { schemaVersionField: field } = workspace.configOf(listed.repository)
  const hasId = typeof configuredField(source.content, field).value === 'string'
  if (!result.ok) {
    // That it has no id is said already.
    const version = schemaVersion(source.content, source, field)
    const told = result.findings.filter(({ message }) => hasId || version.ok || message !== version.finding.message)
    findings.push(...told.map(finding => fromFinding('materialize', title, finding)))
    return undefined
  }
  const { version } = result.materialized
  if (!version.ok && hasId) findings.push(fromFinding('materialize', title, version.finding))
  return result.materialized
}

/** Whether the newest version is what `current` makes. */
export function currentFindings(
  { title, current, versions, config }: TitleFiles,
  made: MaterializedSchema,
): readonly CheckFinding[] {
  if (current === undefined || !made.version.ok) return []
  const { version } = made.version
  const latest = versions.filter(({ listed }) => listed.extension === config.contentTypes[0]).at(-1)
  const { pointer: at } = configuredField(current.source.content, config.schemaVersionField)
  const run = 'event-sandbox schema materialize'
  const hint = `Run \`${run}\`.`
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
      `Raise the version if \`${version}\` is published already; then run \`${run}\`.`,
    ),
  ]
}
