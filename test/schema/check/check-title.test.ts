import { expect, it } from 'vitest'
import { checkTitle } from '../../../server/schema/check/check-title.ts'
import { compatibilityFindings } from '../../../server/schema/check/compare-versions.ts'
import type { CompatMode } from '../../../server/schema/check/compat-modes.ts'
import { openWorkspace } from '../../../server/schema/workspace.ts'
import { type Files, SchemaFolder } from '../repository.ts'

const head = (title: string, version: string) =>
  `title: ${title}\ndescription: A thing.\n$id: /${title}/${version}\n$schema: https://json-schema.org/draft-07/schema#\ntype: object\n`

/** Errors of a title as `file:line rule`, without the prefix of the folder; materializing is another matter. */
async function errorsOf(title: string, files: Files, mode: CompatMode = 'BACKWARD'): Promise<readonly string[]> {
  await using folder = new SchemaFolder(files)
  const workspace = await openWorkspace([{ name: 'own', folder: folder.path }])
  const checked = checkTitle(workspace, 'own', title)
  const found = [...checked.findings, ...compatibilityFindings(checked, mode)]
  return found
    .filter(({ severity, rule }) => severity === 'error' && rule !== 'current-materialized')
    .map(({ file, rule, place }) => `${file.slice(folder.path.length + 1)}:${place().line} ${rule}`)
}

it('a break that comes by a reference is told at the reference', async () => {
  const part = (version: string, more: string) =>
    `${head('part', version)}properties:\n  n: {type: integer, minimum: 0, maximum: 9}\n${more}`
  const errors = await errorsOf('thing', {
    'part/1.0.0.yaml': part('1.0.0', ''),
    'part/1.1.0.yaml': part('1.1.0', 'required: [n]\n'),
    'thing/1.0.0.yaml': part('1.0.0', '').replaceAll('part', 'thing'),
    'thing/current.yaml': `${head('thing', '1.1.0')}allOf:\n  - $ref: /part/1.1.0\n`,
  })
  expect(errors).toEqual(['thing/current.yaml:6 schema-version-compatibility'])
})

it.each([
  [
    'what is no schema is not compared as well',
    'properties:\n  n: {type: strng}\n',
    ['thing/current.yaml:7 schema-is-valid'],
  ],
  ['a wrong id is found before it is published', '$id: /thin/1.1.0\n', ['thing/current.yaml:3 id-matches-path']],
  ['a missing id is one finding', '$id: ~\n', ['thing/current.yaml:3 id-present']],
])('%s', async (_, changed, expected) => {
  const rest = 'properties:\n  n: {type: boolean}\n'
  const current = `${head('thing', '1.1.0')}${rest}`
  const next = changed.startsWith('$id') ? current.replace(/\$id.*\n/, changed) : current.replace(rest, changed)
  expect(
    await errorsOf('thing', { 'thing/1.0.0.yaml': `${head('thing', '1.0.0')}${rest}`, 'thing/current.yaml': next }),
  ).toEqual(expected)
})

it('several names that are not declared are one finding, which knows the keyword that was meant', async () => {
  const common = `${head('common', '1.0.0')}properties:\n  dt: {type: boolean}\n`
  const current = `${head('thing', '1.0.0')}allOf:\n  - $ref: /common/1.0.0\nrequired: [a, b]\npropertes:\n  a: {type: boolean}\n  b: {type: boolean}\n`
  await using folder = new SchemaFolder({ 'common/1.0.0.yaml': common, 'thing/current.yaml': current })
  const workspace = await openWorkspace([{ name: 'own', folder: folder.path }])
  const found = checkTitle(workspace, 'own', 'thing').findings.filter(({ rule }) => rule.startsWith('schema-'))
  expect(found.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
    '`a`, `b` are required but not declared. Write `properties` for `propertes`.',
  ])
})

it('a column that comes back with another type breaks the table of the versions before, once', async () => {
  const thing = (version: string, more: string) => `${head('thing', version)}properties:\n  b: {type: boolean}\n${more}`
  const files = {
    'thing/1.0.0.yaml': thing('1.0.0', '  a: {type: string}\n'),
    'thing/1.1.0.yaml': thing('1.1.0', ''),
    'thing/current.yaml': thing('1.2.0', '  a: {type: boolean}\n'),
  }
  const place = 'thing/current.yaml:8 schema-version-compatibility'
  expect(await errorsOf('thing', files, 'HIVE')).toEqual([])
  expect(await errorsOf('thing', files, 'HIVE_TRANSITIVE')).toEqual([place])
  expect(await errorsOf('thing', files, 'FULL_TRANSITIVE')).toEqual([place])
})
