import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'
import { found, refused, SchemaFolder } from './repository.ts'

const schema = (uri: string, more: object = {}) => ({
  title: uri.slice(1, uri.lastIndexOf('/')),
  $id: uri,
  type: 'object',
  ...more,
})

const wiki = {
  'page/edit/1.0.0.yaml': schema('/page/edit/1.0.0'),
  'page/edit/1.9.0.yaml': schema('/page/edit/1.9.0'),
  'page/edit/1.10.0.yaml': schema('/page/edit/1.10.0'),
  'page/edit/current.yaml': schema('/page/edit/1.10.0'),
  'page/edit/latest': '1.10.0.yaml',
  'page/edit/latest.yaml': '1.10.0.yaml',
  'page/edit/1.10.0': '1.10.0.yaml',
  'page/move/1.0.0.json': JSON.stringify(schema('/page/move/1.0.0')),
  'search/2.0.0.yaml': schema('/search/2.0.0'),
  'page/edit/README.md': 'Not a schema.',
}

describe('a schema is found', () => {
  it.each([
    ['/page/edit/1.0.0', '/page/edit/1.0.0'],
    ['/page/edit/1.0.0.yaml', '/page/edit/1.0.0'],
    ['/page/edit/1.0.0#', '/page/edit/1.0.0'],
    ['/page/edit/latest', '/page/edit/1.10.0'],
    ['/page/edit/latest.yaml', '/page/edit/1.10.0'],
    ['/page/edit/current.yaml', '/page/edit/current.yaml'],
    ['/page/edit/current', '/page/edit/current.yaml'],
    ['/page/move/1.0.0', '/page/move/1.0.0'],
    ['/page/move/1.0.0.json', '/page/move/1.0.0'],
    ['/page/move/latest', '/page/move/1.0.0'],
  ])('by %s', async (uri, canonical) => {
    await using folder = new SchemaFolder(wiki)
    expect(found(await folder.open(), uri).uri).toBe(canonical)
  })

  it('in the first folder that has it, and the others fill in', async () => {
    await using first = new SchemaFolder({ 'a/1.0.0.yaml': schema('/a/1.0.0', { required: ['first'] }) })
    await using second = new SchemaFolder({
      'a/1.0.0.yaml': schema('/a/1.0.0', { required: ['second'] }),
      'b/1.0.0.yaml': schema('/b/1.0.0'),
    })
    const repository = await first.open({ more: [second] })
    expect(found(repository, '/a/1.0.0').document.required).toEqual(['first'])
    expect(found(repository, '/b/1.0.0').file).toBe(`${second.path}/b/1.0.0.yaml`)
    expect(repository.list().map(({ uri, repository: name }) => `${uri} ${name}`)).toEqual([
      '/a/1.0.0 repository-1',
      '/b/1.0.0 repository-2',
    ])
  })

  it('and listed in the order of titles and versions, without reading a file', async () => {
    await using folder = new SchemaFolder({ ...wiki, 'broken/1.0.0.yaml': ': {' })
    const repository = await folder.open()
    expect(repository.list().map(({ uri }) => uri)).toEqual([
      '/broken/1.0.0',
      '/page/edit/1.0.0',
      '/page/edit/1.9.0',
      '/page/edit/1.10.0',
      '/page/move/1.0.0',
      '/search/2.0.0',
    ])
  })

  it('with its text as it is on disk', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': '# mine\ntype: object\n' })
    const repository = await folder.open()
    expect(repository.source('/a/latest')).toEqual({
      uri: '/a/1.0.0',
      repository: 'repository-1',
      file: `${folder.path}/a/1.0.0.yaml`,
      text: '# mine\ntype: object\n',
    })
    expect(repository.source('/b/1.0.0')).toBeUndefined()
    expect(repository.source('/../a/1.0.0')).toBeUndefined()
  })
})

describe('a schema that is not there', () => {
  it.each([
    ['/page/edti/1.0.0', 'no schema has this URI', 'Nearest: `/page/edit/1.0.0`.', '/page/edit/1.0.0'],
    ['/edit/1.9.0', 'no schema has this URI', 'Nearest: `/page/edit/1.9.0`.', '/page/edit/1.9.0'],
    ['/wiki/page/move/1.0.0', 'no schema has this URI', 'Nearest: `/page/move/1.0.0`.', '/page/move/1.0.0'],
    ['/page/edit', 'it has no version', 'Add the version: `/page/edit/1.10.0`.', '/page/edit/1.10.0'],
    ['/page/edit/1.1.0', '`page/edit` has no version `1.1.0`', 'Current is `1.10.0`.', '/page/edit/1.10.0'],
    [
      '/page/edit/v1.9.0',
      '`page/edit` has no version `v1.9.0`',
      'Current is `1.10.0`. Nearest: `1.9.0`.',
      '/page/edit/1.9.0',
    ],
    [
      '/page/edit/1.0',
      '`page/edit` has no version `1.0`',
      'Current is `1.10.0`. Nearest: `1.0.0`.',
      '/page/edit/1.0.0',
    ],
    ['/page/edit/1.0.0.json', 'there is no `.json` file of it', 'Nearest: `/page/edit/1.0.0`.', '/page/edit/1.0.0'],
  ])('%s is refused with the nearest one', async (uri, says, hint, meant) => {
    await using folder = new SchemaFolder(wiki)
    const repository = await folder.open()
    expect(refused(repository, uri)).toMatchObject({
      pointer: '/$schema',
      keyword: '$schema',
      message: `\`$schema\` names \`${uri}\`, but ${says}.`,
      hint: `${hint} Searched: \`${folder.path}\`.`,
      fix: { was: uri, becomes: meant, patch: [{ op: 'replace', path: '/$schema', value: meant }] },
    })
    expect(repository.find(meant).found).toBe(true)
  })

  it('and like no other is refused with the folders that were searched', async () => {
    await using folder = new SchemaFolder(wiki)
    const problem = refused(await folder.open(), '/completely/different/1.0.0')
    expect(problem.hint).toBe(`Searched: \`${folder.path}\`.`)
    expect(problem).not.toHaveProperty('fix')
  })

  it.each(['/Page/edit/1.0.0', '/page/EDIT/1.0.0'])(
    'because of its case, %s, is refused on every system',
    async uri => {
      await using folder = new SchemaFolder(wiki)
      expect(refused(await folder.open(), uri).hint).toContain('Nearest: `/page/edit/1.0.0`.')
    },
  )
})

describe('nothing outside the folders is read', () => {
  const outside = { 'secret/1.0.0.yaml': schema('/secret/1.0.0', { description: 'secret' }) }

  it.each([
    '/../secret/1.0.0',
    '/../../secret/1.0.0.yaml',
    '/page/../../secret/1.0.0',
    '/%2e%2e/secret/1.0.0',
    '/..%2fsecret/1.0.0',
    '/%252e%252e/secret/1.0.0',
    '/..\\secret/1.0.0',
    '/secret/1.0.0\0',
    'file:///secret/1.0.0',
    'http://127.0.0.1/secret/1.0.0',
    '//127.0.0.1/secret/1.0.0',
  ])('by %j', async uri => {
    await using folder = new SchemaFolder({ ...outside, 'inside/page/1.0.0.yaml': schema('/page/1.0.0') })
    const folders = [{ name: 'inside', folder: join(folder.path, 'inside') }]
    const repository = await openSchemaRepository({ folders, watch: false, logger: silentLogger })
    expect(refused(repository, uri).keyword).toBe('$schema')
    expect(repository.source(uri)).toBeUndefined()
    await repository.close()
  })

  it('by links, neither of files nor of folders, and says so', async () => {
    await using other = new SchemaFolder(outside)
    await using folder = new SchemaFolder({ 'page/1.0.0.yaml': schema('/page/1.0.0') })
    symlinkSync(join(other.path, 'secret'), join(folder.path, 'secret'))
    symlinkSync(join(other.path, 'secret/1.0.0.yaml'), join(folder.path, 'page/2.0.0.yaml'))
    const repository = await folder.open()
    expect(repository.find('/secret/1.0.0').found).toBe(false)
    expect(repository.find('/page/2.0.0').found).toBe(false)
    expect(repository.findings().map(({ message }) => message)).toEqual(
      Array(2).fill('The link leads out of the schema folders; it is not read.'),
    )
  })

  it('by a file that became a link after it was listed', async () => {
    await using other = new SchemaFolder(outside)
    await using folder = new SchemaFolder({ 'late/1.0.0.yaml': 'type: object' })
    const repository = await folder.open()
    rmSync(join(folder.path, 'late/1.0.0.yaml'))
    symlinkSync(join(other.path, 'secret/1.0.0.yaml'), join(folder.path, 'late/1.0.0.yaml'))
    expect(repository.source('/late/1.0.0')).toBeUndefined()
    expect(refused(repository, '/late/1.0.0').message).toContain('a link that leads out of the folders')
  })

  it('while links that stay inside work, and a ring of them ends', async () => {
    await using folder = new SchemaFolder({ 'page/1.0.0.yaml': schema('/page/1.0.0') })
    symlinkSync('1.0.0.yaml', join(folder.path, 'page/2.0.0.yaml'))
    symlinkSync('..', join(folder.path, 'page/ring'))
    const repository = await folder.open()
    expect(found(repository, '/page/2.0.0').document.$id).toBe('/page/1.0.0')
    expect(repository.list()).toHaveLength(2)
  })
})

it('a folder that does not exist is an error with what to do', async () => {
  const folders = [{ name: 'nowhere', folder: '/nowhere/at/all' }]
  await expect(openSchemaRepository({ folders, watch: false, logger: silentLogger })).rejects.toMatchObject({
    code: 'folder_missing',
    message: 'The schema folder `/nowhere/at/all` (nowhere) does not exist.',
    hint: expect.stringContaining('--schemas'),
  })
})
