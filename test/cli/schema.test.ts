import { existsSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJson } from '../schema/real-files.ts'
import { hasShared, shared } from '../shared.ts'
import { SchemaProject } from './schema-project.ts'

const thing = {
  title: 'thing',
  description: 'A thing.',
  $id: '/thing/1.0.0',
  $schema: 'https://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { a: { type: 'string', description: 'Its name.' }, n: { type: 'integer', description: 'How many.' } },
}

describe('schema materialize', () => {
  it('writes the version, and links to it', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': thing })
    const ended = await project.schema('materialize')
    expect(ended).toMatchObject({ code: 0, stderr: '1 schema, 4 files written.\n' })
    expect(project.read('jsonschema/thing/1.0.0.yaml')).toContain("$schema: 'https://json-schema.org/draft-07/schema#'")
    expect(project.read('jsonschema/thing/1.0.0.yaml')).toContain('maximum: 9007199254740991')
    for (const link of ['1.0.0', 'latest', 'latest.yaml']) {
      expect(readlinkSync(join(project.path, 'jsonschema/thing', link))).toBe('1.0.0.yaml')
    }
    expect(await project.schema('materialize')).toMatchObject({ code: 0, stdout: '' })
  })

  it('says what it would write, and writes nothing', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': thing })
    const dry = await project.schema('materialize', '--dry-run')
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('would write jsonschema/thing/1.0.0.yaml\n') })
    expect((await project.schema('materialize', '--check')).code).toBe(5)
    expect(existsSync(join(project.path, 'jsonschema/thing/1.0.0.yaml'))).toBe(false)
  })

  it('says all that is wrong at once, with places, and writes what it can', async () => {
    using project = new SchemaProject({
      'thing/current.yaml': thing,
      'bad/current.yaml':
        '$id: /bad/none\nproperties:\n  a:\n    $ref: /nope/1.0.0\n  b:\n    $ref: "#/definitions/nope"\n  c:\n    $ref: "#/properties/c"\n',
      'clash/current.yaml':
        '$id: /clash/1.0.0\nallOf:\n  - properties:\n      a:\n        type: string\nproperties:\n  a:\n    type: integer\n',
    })
    const { code, stderr } = await project.schema('materialize')
    expect(code).toBe(5)
    for (const place of [
      'bad/current.yaml:1:1',
      'bad/current.yaml:4:5',
      'bad/current.yaml:6:5',
      'bad/current.yaml:8:5',
    ]) {
      expect(stderr).toContain(place)
    }
    expect(stderr).toContain('clash/current.yaml:8:5')
    expect(stderr).toContain('the other at ./jsonschema/clash/current.yaml:5:9')
    expect(existsSync(join(project.path, 'jsonschema/thing/1.0.0.yaml'))).toBe(true)
  })

  it('moves latest forward only', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': { ...thing, $id: '/thing/1.1.0' } })
    await project.schema('materialize')
    project.write('jsonschema/thing/current.yaml', thing)
    await project.schema('materialize')
    expect(readlinkSync(join(project.path, 'jsonschema/thing/latest'))).toBe('1.1.0.yaml')
  })
})

describe('schema check', () => {
  it('fails in CI on a breaking change, with an annotation on the line and a JUnit report', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': thing })
    await project.schema('materialize')
    await project.git('init', '-q')
    await project.git('add', '.')
    await project.git('commit', '-q', '-m', 'one')
    expect(await project.schema('check', '--against', 'HEAD')).toMatchObject({ code: 0, stdout: '' })

    const next = {
      ...thing,
      $id: '/thing/1.1.0',
      properties: { ...thing.properties, n: { type: 'string', description: 'x' } },
    }
    project.write('jsonschema/thing/current.yaml', next)
    await project.schema('materialize')
    const ended = await project.schema('check', '--against', 'HEAD', '--reporter', 'github')
    expect(ended.code).toBe(6)
    expect(ended.stdout).toMatch(
      /^::error file=jsonschema\/thing\/current\.yaml,line=11,col=\d+,title=schema-version-compatibility::/,
    )
    expect(ended.stdout).toContain('n was integer and is string now.')
    const junit = await project.schema('check', '--against', 'HEAD', '--reporter', 'junit', '--compat', 'BACKWARD')
    expect(junit).toMatchObject({
      code: 6,
      stdout: expect.stringContaining('<failure type="schema-version-compatibility"'),
    })
    const json = JSON.parse((await project.schema('check', '--reporter', 'json')).stdout)
    expect(json.findings).toContainEqual(expect.objectContaining({ rule: 'schema-version-compatibility', line: 11 }))
  })

  it('says of a file that cannot be parsed that, and not that it is missing', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': thing })
    await project.schema('materialize')
    project.write('jsonschema/thing/current.yaml', 'title: thing\nproperties: [\n')
    const { code, stdout } = await project.schema('check', '--reporter', 'json')
    expect(code).toBe(5)
    expect(stdout).toContain('yaml-parses')
    expect(stdout).not.toContain('current-exists')
  })

  it('refuses a published version that was edited by hand', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': thing })
    await project.schema('materialize')
    project.write('jsonschema/thing/current.yaml', { ...thing, $id: '/thing/1.1.0' })
    await project.schema('materialize')
    await project.git('init', '-q')
    await project.git('add', '.')
    await project.git('commit', '-q', '-m', 'one')
    project.write(
      'jsonschema/thing/1.0.0.yaml',
      project.read('jsonschema/thing/1.0.0.yaml').replace('A thing.', 'Edited.'),
    )
    const { code, stdout } = await project.schema('check')
    expect(code).toBe(5)
    expect(stdout).toContain('jsonschema/thing/1.0.0.yaml:2:1')
    expect(stdout).toContain('old-version-immutable')
  })
})

describe('schema dereference', () => {
  const part = { $id: '/part/1.0.0', title: 'part', type: 'object', properties: { size: { type: 'integer' } } }
  const files = {
    'part/1.0.0.yaml': part,
    'thing/current.yaml': { $id: '/thing/1.0.0', allOf: [{ $ref: '/part/1.0.0.yaml' }], title: 'thing' },
  }

  it('prints a schema with its references in place, without bounds and examples; of several a list', async () => {
    using project = new SchemaProject(files)
    expect(await project.schema('dereference', 'jsonschema/thing/current.yaml')).toEqual({
      code: 0,
      stdout: 'title: thing\n$id: /thing/1.0.0\ntype: object\nproperties:\n  size:\n    type: integer\n',
      stderr: '',
    })
    const { stdout } = await project.schema('dereference', '-c', 'json', 'jsonschema/thing/current.yaml', '/part/1.0.0')
    expect(JSON.parse(stdout)).toEqual([{ ...part, $id: '/thing/1.0.0', title: 'thing' }, part])
  })

  it('says why there is none', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': { $ref: '/nope/1.0.0' } })
    const { code, stdout, stderr } = await project.schema('dereference', 'jsonschema/thing/current.yaml')
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toContain('jsonschema/thing/current.yaml:1:1: `$ref` names `/nope/1.0.0`')
  })
})

describe('schema new, example and diff', () => {
  it('a new schema materializes, and passes the check', async () => {
    using project = new SchemaProject({})
    project.write('jsonschema/.keep', '')
    expect(await project.schema('new', 'wiki/page/edit')).toMatchObject({
      code: 0,
      stdout: 'jsonschema/wiki/page/edit/current.yaml\n',
    })
    expect((await project.schema('materialize')).code).toBe(0)
    expect(await project.schema('check')).toMatchObject({ code: 0, stdout: '' })
    const example = await project.schema('example', '/wiki/page/edit/1.0.0')
    expect(JSON.parse(example.stdout)).toHaveProperty('meta.stream')
    expect(await project.schema('example', '/wiki/nope/1.0.0')).toMatchObject({ code: 2 })
  })

  it('diff tells the changes in words, and the version they need', async () => {
    using project = new SchemaProject({
      'thing/1.0.0.yaml': thing,
      'thing/1.1.0.yaml': { ...thing, $id: '/thing/1.1.0', required: ['a'] },
    })
    const { code, stdout } = await project.schema('diff', '/thing/1.0.0', '/thing/1.1.0')
    expect(code).toBe(6)
    expect(stdout).toContain('a became required.  (breaks BACKWARD)')
    expect(stdout).toContain('accepted by the old one only: {}')
    expect(stdout).toContain('Version it needs: 2.0.0')
  })
})

interface StructureCase {
  readonly id: string
  readonly kind: string
  readonly level?: string
  readonly rule: string
  readonly files: Readonly<Record<string, unknown>>
}

const cases = (
  hasShared ? readJson(shared('cases', 'schemas', 'convention-cases.json')).cases : []
) as readonly StructureCase[]
const structure = cases.filter(({ level, files }) => level === 'structure' && files !== undefined)

describe.skipIf(!hasShared)('the structure cases (the folder ../shared is needed)', () => {
  it.each(structure.filter(({ rule }) => rule !== 'old-version-immutable'))('$id: $rule', async ({ files, rule }) => {
    using project = new SchemaProject(files)
    const { stdout, code } = await project.schema('check', '--reporter', 'json')
    const rules = JSON.parse(stdout)
      .findings.filter(({ severity }: { severity: string }) => severity === 'error')
      .map((one: { rule: string }) => one.rule)
    expect(rules).toContain(rule)
    expect(code).toBe(rule === 'schema-version-compatibility' ? 6 : 5)
  })
})

describe('published versions, where there is no git', () => {
  const older = { ...thing, $id: '/thing/1.0.0' }
  const newer = { ...thing, $id: '/thing/1.1.0', properties: { ...thing.properties, b: { type: 'boolean' } } }

  it('are held to what they said when they were first seen', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': older })
    await project.schema('materialize')
    project.write('jsonschema/thing/current.yaml', newer)
    await project.schema('materialize')
    expect(await project.schema('check')).toMatchObject({ code: 0, stdout: '' })

    const published = project.read('jsonschema/thing/1.0.0.yaml')
    project.write('jsonschema/thing/1.0.0.yaml', published.replace('type: integer', 'type: number'))
    for (const _ of ['once', 'and again']) {
      const { code, stdout } = await project.schema('check')
      expect(code).toBe(5)
      expect(stdout).toMatch(
        /thing\/1\.0\.0\.yaml:1:1 .*is not what it was when it was last seen\. .*old-version-immutable/,
      )
    }
    project.write('jsonschema/thing/1.0.0.yaml', published)
    expect((await project.schema('check')).code).toBe(0)
  })

  it('may change while they are the newest, with a warning', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': older })
    await project.schema('materialize')
    await project.schema('check')
    project.write('jsonschema/thing/current.yaml', { ...newer, $id: '/thing/1.0.0' })
    await project.schema('materialize')
    const changed = await project.schema('check', '--warnings')
    expect(changed).toMatchObject({ code: 0, stdout: expect.stringContaining('old-version-immutable') })
    expect((await project.schema('check', '--warnings')).stdout).not.toContain('old-version-immutable')
  })
})
