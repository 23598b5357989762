import { symlinkSync, unlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { SchemaProject } from './schema-project.ts'

const base = 'schemaBasePath: ./jsonschema\n'
const yamlOnly = `${base}contentTypes: [yaml]\n`

describe('what .jsonschema-tools.yaml says', () => {
  it.each([
    ['a name', 'currentName: draft.yaml', 'draft.yaml'],
    ['a name without an extension', 'currentName: draft', 'draft.yaml'],
  ])('currentName: %s', async (_, line, file) => {
    using project = new SchemaProject({ [`thing/${file}`]: schema('thing', '1.0.0') }, `${yamlOnly}${line}\n`)
    expect(await project.schema('materialize')).toMatchObject({ code: 0, stderr: '1 schema, 4 files written.\n' })
    expect(await project.schema('check')).toMatchObject({ code: 0, stdout: '' })
    expect((await project.schema('materialize', 'jsonschema/thing')).code).toBe(0)
  })

  it('schemaVersionField and schemaTitleField may be paths', async () => {
    const config = `${yamlOnly}schemaVersionField: about.version\nschemaTitleField: about.name\n`
    const { $id: _, title: __, ...rest } = schema('thing', '1.0.0')
    const content = { ...rest, about: { name: 'thing', version: 'thing/1.2.0' } }
    using project = new SchemaProject({ 'thing/current.yaml': content }, config)
    await project.schema('materialize')
    expect(project.read('jsonschema/thing/latest')).toContain('version: thing/1.2.0')
    const { stdout } = await project.schema('check')
    expect(stdout).not.toContain('title-')
  })

  it('contentTypes: each is written as jsonschema-tools writes it, others are passed over', async () => {
    const content = { ...schema('thing', '1.0.0'), required: [], examples: [{ a: 'x', '10': {} }] }
    using project = new SchemaProject(
      { 'thing/current.json': JSON.stringify(content) },
      `${base}contentTypes: [json]\n`,
    )
    await project.schema('materialize')
    const text = project.read('jsonschema/thing/1.0.0.json')
    expect(text).toContain('  "required": [\n  ],\n')
    expect(text).toContain('      "10": {\n      },\n      "a": "x"\n')
    project.write('jsonschema/thing/1.0.0.yaml', 'title: other\n')
    expect(await project.schema('check')).toMatchObject({ code: 0 })
  })

  it('schemaBaseUris: a reference may name an address below one, or a file', async () => {
    const web = 'https://schemas.example.org/events'
    using project = new SchemaProject({}, `${yamlOnly}schemaBaseUris: [./jsonschema, ${web}/]\n`)
    project.write('shared/part/1.0.0.yaml', { $id: '/part/1.0.0', properties: { p: { type: 'string' } } })
    const file = pathToFileURL(join(project.path, 'jsonschema/own/1.0.0.yaml')).href
    project.write('jsonschema/own/1.0.0.yaml', { $id: '/own/1.0.0', properties: { o: { type: 'string' } } })
    const allOf = [{ $ref: `${web}/part/1.0.0#` }, { $ref: `${file}#` }]
    project.write('jsonschema/thing/current.yaml', { ...schema('thing', '1.0.0'), allOf })
    const map = ['--map', `${web}=shared`]
    expect(await project.schema('materialize', ...map, 'jsonschema/thing')).toMatchObject({ code: 0 })
    expect(project.read('jsonschema/thing/1.0.0.yaml')).toMatch(/^ {2}o:\n.*\n {2}p:\n/ms)
  })
})

describe('schema materialize', () => {
  it('makes a new fragment and what refers to it at once, whatever their names', async () => {
    using project = new SchemaProject({
      'a/current.yaml': { ...schema('a', '1.0.0'), allOf: [{ $ref: '/z/deep/part/1.1.0#' }] },
      'z/deep/part/current.yaml': { ...schema('z/deep/part', '1.1.0'), properties: { $ref: '/z/1.0.0#/properties' } },
      'z/current.yaml': schema('z', '1.0.0'),
    })
    const dry = await project.schema('materialize', '--dry-run')
    expect(dry).toMatchObject({ code: 0, stderr: '3 schemas, 12 files would be written.\n' })
    expect(await project.schema('materialize')).toMatchObject({ code: 0, stderr: '3 schemas, 12 files written.\n' })
    expect(await project.schema('materialize')).toMatchObject({ code: 0, stdout: '' })
  })

  it('takes a fragment as it now is, not as it was written last', async () => {
    using project = new SchemaProject({
      'a/current.yaml': { ...schema('a', '1.0.0'), properties: { part: { $ref: '/part/1.0.0#/properties/n' } } },
      'part/current.yaml': schema('part', '1.0.0'),
    })
    await project.schema('materialize')
    const changed = { ...schema('part', '1.0.0'), properties: { n: { type: 'integer', description: 'Changed.' } } }
    project.write('jsonschema/part/current.yaml', changed)
    await project.schema('materialize')
    expect(project.read('jsonschema/a/1.0.0.yaml')).toContain('description: Changed.')
    expect(await project.schema('check')).toMatchObject({ code: 0 })
  })
})

describe('schema check', () => {
  const titles = Array.from({ length: 120 }, (_, at) => `t${String(at).padStart(3, '0')}`)
  /** Each title has one error, on line 7. */
  const withErrors = () => {
    const content = (title: string) => ({ ...schema(title, '1.0.0'), properties: { aB: { type: 'string' } } })
    return new SchemaProject(Object.fromEntries(titles.map(title => [`${title}/current.yaml`, content(title)])))
  }
  const errorsIn = (stdout: string): readonly { file: string; title: string; line: number }[] =>
    JSON.parse(stdout).findings.filter(({ severity }: { severity: string }) => severity === 'error')

  it('tells of all titles in the order of their names, also where two threads share them', async () => {
    using project = withErrors()
    await project.schema('materialize')
    const { code, stdout } = await project.schema('check', '--reporter', 'json')
    expect(code).toBe(5)
    expect(errorsIn(stdout).map(({ title, line }) => `${title} ${line}`)).toEqual(titles.map(title => `${title} 7`))
    expect(Object.keys(JSON.parse(project.read('.event-sandbox/seen-versions.json')))).toHaveLength(titles.length)
  })

  it('checks several repositories in one run, each by its own configuration and named by its folder', async () => {
    using project = withErrors()
    using other = withErrors()
    other.write('.jsonschema-tools.yaml', `${yamlOnly}skipSchemaTestCases: { t119: [schema-snake-case-properties] }\n`)
    await Promise.all([project.schema('materialize'), other.schema('materialize')])
    const folder = relative(project.path, other.path)
    const { code, stdout } = await project.schema('check', '.', folder, '--reporter', 'json')
    expect(code).toBe(5)
    expect(JSON.parse(stdout).schemas).toBe(240)
    expect(errorsIn(stdout).map(({ file }) => file.slice(0, file.indexOf('/t')))).toEqual([
      ...titles.map(() => './jsonschema'),
      ...titles.slice(0, -1).map(() => `${folder}/jsonschema`),
    ])
    for (const one of [project, other])
      expect(Object.keys(JSON.parse(one.read('.event-sandbox/seen-versions.json')))).toHaveLength(titles.length)
  })

  it('says which of several folders is none', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': schema('thing', '1.0.0') })
    await project.schema('materialize')
    const { code, stderr } = await project.schema('check', '.', 'nowhere')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('The schema folder nowhere does not exist.'),
    })
  })

  it('lets latest lead to its version by way of another link', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': schema('thing', '1.0.0') })
    await project.schema('materialize')
    const latest = join(project.path, 'jsonschema/thing/latest')
    unlinkSync(latest)
    symlinkSync('latest.yaml', latest)
    expect(await project.schema('check')).toMatchObject({ code: 0, stdout: '' })
  })

  it('refuses --against where there is no git', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': schema('thing', '1.0.0') })
    const { code, stderr } = await project.schema('check', '--against', 'HEAD')
    expect(code).toBe(2)
    expect(stderr).toContain('is not in a git repository with commits')
  })
})

/** Its first property stands on line 7. */
function schema(title: string, version: string) {
  return {
    title,
    description: `What ${title} means.`,
    $id: `/${title}/${version}`,
    $schema: 'https://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { n: { type: 'integer', description: 'How many.' } },
  }
}
