import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SchemaProject } from './schema-project.ts'

describe('what is published and gone', () => {
  it('is named where git has it: a title once, with the command that brings it back', async () => {
    using project = await published()
    project.delete('jsonschema/thing')
    for (const more of [[], ['--against', 'HEAD']]) {
      const { code, stdout } = await project.schema('check', ...more)
      expect({ code, lines: stdout.split('\n').slice(0, 2) }).toEqual({
        code: 5,
        lines: [
          './jsonschema/thing/1.1.0.yaml:1:1  error  thing was published (1.0.0, 1.1.0) and is gone.  old-version-immutable',
          '    Restore it, for events name it: git checkout HEAD -- ./jsonschema/thing',
        ],
      })
      expect(stdout.match(/error/g)).toHaveLength(1)
    }
    await project.git('checkout', 'HEAD', '--', './jsonschema/thing')
    expect((await project.schema('check')).code).toBe(0)
  })

  it('is named before the commit that would delete it', async () => {
    using project = await published()
    await project.git('rm', '-q', '-r', 'jsonschema/thing')
    expect(await project.schema('check', '--staged')).toMatchObject({
      code: 5,
      stdout: expect.stringContaining('thing was published (1.0.0, 1.1.0) and is gone.'),
    })
  })

  it('may be one version, also where it was renamed', async () => {
    using project = await published()
    await project.git('mv', 'jsonschema/thing/1.0.0.yaml', 'jsonschema/thing/0.9.0.yaml')
    const { stdout } = await project.schema('check', '--against', 'HEAD')
    expect(stdout).toContain('jsonschema/thing/1.0.0.yaml:1:1  error  Version 1.0.0 was published and is gone.')
  })

  it('is not what others have published since the branch began', async () => {
    using project = await published()
    await project.git('checkout', '-q', '-b', 'work', 'HEAD~1')
    project.write('jsonschema/thing/current.yaml', schema('thing', '1.0.0', { description: 'Said better.' }))
    const { stdout } = await project.schema('check', '--against', 'main')
    expect(stdout).not.toContain('gone')
  })

  it('may go where the configuration says so', async () => {
    using project = await published()
    project.write(
      '.jsonschema-tools.yaml',
      'schemaBasePath: ./jsonschema\ncontentTypes: [yaml]\nskipSchemaTestCases: {^/thing/: [old-version-immutable]}\n',
    )
    project.delete('jsonschema/thing')
    expect(await project.schema('check')).toMatchObject({ code: 0, stdout: '' })
  })

  it('is held to what was seen where there is no git: the newest may still be in the making', async () => {
    using project = new SchemaProject({ 'thing/current.yaml': schema('thing', '1.0.0') })
    project.write('jsonschema/other/current.yaml', schema('other', '1.0.0'))
    await project.schema('materialize')
    project.write('jsonschema/thing/current.yaml', schema('thing', '1.1.0'))
    await project.schema('materialize')
    expect(await project.schema('check')).toMatchObject({ code: 0, stdout: '' })

    project.write('jsonschema/thing/current.yaml', schema('thing', '1.0.0'))
    for (const name of ['1.1.0.yaml', '1.1.0', 'latest.yaml', 'latest']) project.delete(`jsonschema/thing/${name}`)
    await project.schema('materialize')
    const once = await project.schema('check', '--warnings')
    expect(once).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Version 1.1.0 was published and is gone.'),
    })
    expect((await project.schema('check', '--warnings')).stdout).not.toContain('gone')

    project.delete('jsonschema/thing')
    for (const _ of ['once', 'and again']) {
      expect(await project.schema('check')).toMatchObject({
        code: 5,
        stdout: expect.stringMatching(
          /thing\/1\.0\.0\.yaml:1:1 {2}error {2}thing was published \(1\.0\.0\) and is gone\./,
        ),
      })
    }
  })
})

describe('a repository without schemas', () => {
  it.each(['check', 'materialize'])('is no success of %s: it says where it looked', async command => {
    using project = new SchemaProject({})
    project.write('jsonschema/README.md', '')
    const { code, stderr } = await project.schema(command)
    expect(code).toBe(2)
    expect(stderr).toContain(`There is no schema in ${join(project.path, 'jsonschema')}: no current.yaml, no version.`)
    expect(stderr).toContain('Set schemaBasePath in .jsonschema-tools.yaml')
  })

  it('takes commits', async () => {
    using project = new SchemaProject({})
    project.write('jsonschema/README.md', '')
    await project.git('init', '-q')
    await project.git('add', '.')
    expect((await project.schema('materialize', '--staged')).code).toBe(0)
    expect((await project.schema('check', '--staged')).code).toBe(0)
  })
})

/** Two titles in git, one of them with two versions, published one commit after the other. */
async function published(): Promise<SchemaProject> {
  const project = new SchemaProject({
    'thing/current.yaml': schema('thing', '1.0.0'),
    'other/current.yaml': schema('other', '1.0.0'),
  })
  await project.git('init', '-q', '-b', 'main')
  for (const version of ['1.0.0', '1.1.0']) {
    project.write('jsonschema/thing/current.yaml', schema('thing', version))
    await project.schema('materialize')
    await project.git('add', '.')
    await project.git('commit', '-q', '-m', version)
  }
  return project
}

function schema(title: string, version: string, more: object = {}): object {
  return {
    title,
    description: 'A thing.',
    $id: `/${title}/${version}`,
    $schema: 'https://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { a: { type: 'string', description: 'Its name.' } },
    ...more,
  }
}
