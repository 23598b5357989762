import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SchemaProject } from './schema-project.ts'

const thing = {
  title: 'thing',
  description: 'A thing.',
  $id: '/thing/1.0.0',
  $schema: 'https://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { a: { type: 'string', description: 'Its name.' } },
}

async function withHook(files: Readonly<Record<string, unknown>> = {}): Promise<SchemaProject> {
  const project = new SchemaProject({ '.keep': '', ...files })
  await project.git('init', '-q')
  expect(await project.schema('install-hook')).toMatchObject({ code: 0, stdout: '.git/hooks/pre-commit\n' })
  return project
}

describe('the git hook', () => {
  it('puts the version of a new schema into the commit, and names what is not staged', async () => {
    using project = await withHook({ 'thing/current.yaml': thing, 'other/current.yaml': { ...thing, title: 'other' } })
    await project.git('add', '.jsonschema-tools.yaml', 'jsonschema/thing')
    const commit = await project.tryGit('commit', '-m', 'a thing')
    expect(commit).toMatchObject({ code: 0 })
    expect(commit.stderr).toContain('jsonschema/other/current.yaml is not staged; its version is not in this commit.')
    const { stdout } = await project.tryGit('ls-tree', '-r', '--name-only', 'HEAD')
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining(
        ['1.0.0', '1.0.0.yaml', 'current.yaml', 'latest', 'latest.yaml'].map(name => `jsonschema/thing/${name}`),
      ),
    )
    expect(stdout).not.toContain('other')
    expect((await project.tryGit('status', '--porcelain', 'jsonschema/thing')).stdout).toBe('')
  })

  it('keeps out what breaks readers, and says where', async () => {
    using project = await withHook({ 'thing/current.yaml': thing })
    await project.git('add', '.')
    await project.git('commit', '-q', '-m', 'one')
    project.write('jsonschema/thing/current.yaml', {
      ...thing,
      $id: '/thing/1.1.0',
      properties: { a: { type: 'integer' } },
    })
    const { code, stdout, stderr } = await project.tryGit('commit', '-a', '-m', 'two')
    expect(code).toBe(1)
    expect(stdout + stderr).toContain('jsonschema/thing/current.yaml:8')
    expect(stdout + stderr).toContain('a was string and is integer now.')
  })

  it('refuses a schema of which only a part is staged', async () => {
    using project = await withHook({ 'thing/current.yaml': thing })
    await project.git('add', '.')
    project.write('jsonschema/thing/current.yaml', { ...thing, description: 'More.' })
    const { code, stderr } = await project.tryGit('commit', '-m', 'half')
    expect(code).toBe(1)
    expect(stderr).toContain('Only a part of ./jsonschema/thing/current.yaml is staged.')
  })

  it('lets a commit without schemas pass', async () => {
    using project = await withHook()
    project.write('notes.txt', 'hello')
    await project.git('add', 'notes.txt')
    await project.git('commit', '-q', '-m', 'notes')
  })

  it('is taken away again, and installed twice does no harm', async () => {
    using project = await withHook()
    expect((await project.schema('install-hook')).code).toBe(0)
    expect((await project.schema('install-hook', '--remove')).code).toBe(0)
    expect(existsSync(join(project.path, '.git/hooks/pre-commit'))).toBe(false)
  })

  it('leaves a hook of somebody else alone, in whatever folder git looks for it', async () => {
    using project = new SchemaProject({ '.keep': '' })
    await project.git('init', '-q')
    await project.git('config', 'core.hooksPath', 'hooks')
    project.write('hooks/pre-commit', '#!/bin/sh\nexit 0\n')
    for (const args of [[], ['--remove']]) {
      const { code, stderr } = await project.schema('install-hook', ...args)
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('stays as it is') })
    }
    expect(project.read('hooks/pre-commit')).toBe('#!/bin/sh\nexit 0\n')
  })

  it('says that there is no repository', async () => {
    using project = new SchemaProject({ '.keep': '' })
    const { code, stderr } = await project.schema('install-hook')
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('git init') })
  })
})
