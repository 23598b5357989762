import { configuredField } from '../configured-field.ts'
import { versionIn } from '../materialize/schema-version.ts'
import { aboutFile, type CheckFinding, inFile } from './check-finding.ts'
import type { Parsed, TitleFiles } from './title-files.ts'

/** Whether each file says the title and the version that its place says. */
export function identityFindings({ title, config, current, versions }: TitleFiles): readonly CheckFinding[] {
  const idOf = ({ source }: Parsed) => configuredField(source.content, config.schemaVersionField)
  const titles = [...(current ? [current] : []), ...versions].flatMap(parsed => titleFindings(parsed, title, config))
  const currentId = current && idOf(current).value
  // A version that `current` gave its id is mended there.
  const named = versions.filter(parsed => typeof currentId !== 'string' || idOf(parsed).value !== currentId)
  const idFindings = (parsed: Parsed, version: string | undefined) =>
    idFinding(parsed, idOf(parsed), `/${title}/${version ?? '1.0.0'}`, title, config.schemaVersionField)
  return [
    ...(current ? encodingFindings(current, title) : []),
    ...titles,
    ...(current ? idFindings(current, versionIn(currentId)) : []),
    ...named.flatMap(parsed => idFindings(parsed, parsed.listed.version)),
  ]
}

/** What is not UTF-8 is read as U+FFFD, and would be published as such. */
function encodingFindings({ source }: Parsed, title: string): readonly CheckFinding[] {
  const before = source.text.slice(0, Math.max(0, source.text.indexOf('\ufffd')))
  if (!source.text.includes('\ufffd')) return []
  const place = () => ({ line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') })
  const finding = aboutFile('utf-8', title, source.file, 'A letter here is not in UTF-8.', 'Save the file as UTF-8.')
  return [{ ...finding, severity: 'warning', place }]
}

function titleFindings(
  { source }: Parsed,
  title: string,
  { schemaTitleField: field }: TitleFiles['config'],
): readonly CheckFinding[] {
  const { value, pointer } = configuredField(source.content, field)
  const hint = `Write \`${field}: ${title}\`.`
  if (typeof value !== 'string') return [inFile('title-present', title, source, '', `\`${field}\` is missing.`, hint)]
  if (value === title) return []
  const message = `\`${field}\` is \`${value}\`, but the folder is \`${title}\`.`
  return [inFile('title-matches-path', title, source, pointer, message, 'Let both be the same.')]
}

/** As jsonschema-tools, which takes any end of the path for an id. What has no version at its end is said elsewhere. */
function idFinding(
  { source, listed }: Parsed,
  { value: id, pointer }: { readonly value: unknown; readonly pointer: string },
  expected: string,
  title: string,
  field: string,
): readonly CheckFinding[] {
  const hint = `Write \`${field}: ${expected}\`.`
  if (id === undefined) return [inFile('id-present', title, source, '', `\`${field}\` is missing.`, hint)]
  if (typeof id !== 'string')
    return [
      inFile('id-present', title, source, pointer, `\`${field}\` must be a text, but it is a ${typeof id}.`, hint),
    ]
  const isCurrent = listed.version === 'current'
  if (`${expected.slice(1)}.yaml`.includes(id.slice(1)) || (isCurrent && versionIn(id) === undefined)) return []
  const place = isCurrent ? `the folder is \`${title}\`` : `the file is \`${expected}\``
  return [inFile('id-matches-path', title, source, pointer, `\`${field}\` is \`${id}\`, but ${place}.`, hint)]
}
