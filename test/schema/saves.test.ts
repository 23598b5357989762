import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SchemaRepository } from '../../server/schema/schema-repository.ts'
import { changedUntil, SchemaFolder } from './repository.ts'

const schema = (title: string, version: string, more: object = {}) => ({
  title,
  description: title,
  $id: `/${title}/${version}`,
  $schema: 'https://json-schema.org/draft-07/schema#',
  type: 'object',
  ...more,
})
const rules = (repository: SchemaRepository, title: string) =>
  repository.reviews.review('repository-1', title).findings.map(({ rule }) => rule)
const field = (repository: SchemaRepository, file: string) => {
  const { listing, materialized } = repository.workspace()
  const listed = listing.files.find(one => one.file.endsWith(file))
  const result = listed && materialized(listed)
  return result?.ok ? Object.keys(result.materialized.document.properties ?? {}) : undefined
}
const save = async (folder: SchemaFolder, repository: SchemaRepository, name: string, content: object) => {
  folder.write(name, content)
  await repository.reread(new Set([join(folder.path, name)]))
}

describe('what is kept from one save to the next', () => {
  const part = (name: string) => schema('part', '1.0.0', { properties: { [name]: { type: 'string' } } })
  const made = schema('a', '1.0.0', { allOf: [{ $ref: '/part/1.0.0#' }] })

  it('is made anew where a fragment was saved that it is made of, and only there', async () => {
    await using folder = new SchemaFolder({
      'part/1.0.0.yaml': part('one'),
      'a/current.yaml': made,
      'b/current.yaml': schema('b', '1.0.0'),
    })
    const repository = await folder.open()
    expect(field(repository, 'a/current.yaml')).toEqual(['one'])
    const [a, b] = ['a', 'b'].map(title => repository.reviews.review('repository-1', title))
    await save(folder, repository, 'part/1.0.0.yaml', part('two'))
    expect(field(repository, 'a/current.yaml')).toEqual(['two'])
    expect(repository.reviews.review('repository-1', 'a')).not.toBe(a)
    expect(repository.reviews.review('repository-1', 'b')).toBe(b)
  })

  it('stays for a file that was saved as it was', async () => {
    await using folder = new SchemaFolder({ 'part/1.0.0.yaml': part('one'), 'a/current.yaml': made })
    const repository = await folder.open()
    const before = repository.reviews.review('repository-1', 'a')
    await save(folder, repository, 'a/current.yaml', made)
    expect(repository.reviews.review('repository-1', 'a')).toBe(before)
    expect(repository.reviews.saves(0)).toHaveLength(1)
  })

  it('holds to what stands on disk, also where nobody told of it', async () => {
    await using folder = new SchemaFolder({ 'part/1.0.0.yaml': part('one'), 'a/current.yaml': made })
    const repository = await folder.open()
    expect(field(repository, 'a/current.yaml')).toEqual(['one'])
    folder.write('part/1.0.0.yaml', part('two'))
    await save(folder, repository, 'a/current.yaml', { ...made, description: 'Another.' })
    expect(field(repository, 'a/current.yaml')).toEqual(['two'])
  })

  it('is judged by the configuration as it now is', async () => {
    await using folder = new SchemaFolder({ 'a/current.yaml': schema('a', '1.0.0', { properties: { aB: {} } }) })
    const repository = await folder.open()
    expect(rules(repository, 'a')).toContain('schema-snake-case-properties')
    folder.write('.jsonschema-tools.yaml', { skipSchemaTestCases: { '/a/': ['schema-snake-case-properties'] } })
    await repository.reread(new Set([join(folder.path, 'a/current.yaml')]))
    expect(rules(repository, 'a')).not.toContain('schema-snake-case-properties')
  })
})

describe('a review', () => {
  it('is of the versions that are there: one is deleted, one comes back under another name', async () => {
    await using folder = new SchemaFolder({
      'a/current.yaml': schema('a', '1.1.0'),
      'a/1.0.0.yaml': schema('a', '1.0.0'),
      'a/1.1.0.yaml': schema('a', '1.1.0'),
    })
    const repository = await folder.open({ watch: true })
    expect(rules(repository, 'a')).not.toContain('current-materialized')
    rmSync(join(folder.path, 'a/1.1.0.yaml'))
    await changedUntil(repository, () => rules(repository, 'a').includes('current-materialized'))
    folder.write('a/draft.txt', schema('a', '1.1.0'))
    renameSync(join(folder.path, 'a/draft.txt'), join(folder.path, 'a/1.1.0.yaml'))
    await changedUntil(repository, () => !rules(repository, 'a').includes('current-materialized'))
  })

  it('finds the fragment that came after it', async () => {
    await using folder = new SchemaFolder({
      'a/current.yaml': schema('a', '1.0.0', { allOf: [{ $ref: '/part/1.0.0#' }] }),
    })
    const repository = await folder.open()
    expect(rules(repository, 'a')).toContain('materialize')
    await save(folder, repository, 'part/1.0.0.yaml', schema('part', '1.0.0'))
    expect(rules(repository, 'a')).not.toContain('materialize')
  })
})

describe('what is made of the latest version of a fragment', () => {
  const part = (version: string, name: string) =>
    schema('part', version, { required: [name], properties: { [name]: {} } })

  it('is made anew where that has another version', async () => {
    await using folder = new SchemaFolder({
      'part/1.0.0.yaml': part('1.0.0', 'one'),
      'a/current.yaml': schema('a', '1.0.0', { allOf: [{ $ref: '/part/latest' }] }),
      'a/1.0.0.yaml': schema('a', '1.0.0', { allOf: [{ $ref: '/part/latest' }] }),
    })
    const repository = await folder.open()
    const before = repository.reviews.review('repository-1', 'a')
    const accepts = (event: object) => {
      const answer = repository.find('/a/1.0.0')
      return answer.found && answer.schema.accepts(event)
    }
    expect([accepts({ one: 1 }), field(repository, 'a/current.yaml')]).toEqual([true, ['one']])
    await save(folder, repository, 'part/1.1.0.yaml', part('1.1.0', 'two'))
    expect([accepts({ one: 1 }), accepts({ two: 1 })]).toEqual([false, true])
    expect(field(repository, 'a/current.yaml')).toEqual(['two'])
    expect(repository.reviews.review('repository-1', 'a')).not.toBe(before)
  })
})

describe('links', () => {
  const link = (folder: SchemaFolder, target: string, name: string) => symlinkSync(target, join(folder.path, name))
  const files = { 'a/1.0.0.yaml': schema('a', '1.0.0'), 'a/1.1.0.yaml': schema('a', '1.1.0', { required: ['more'] }) }

  it('to files and folders are listed, each folder once, by its own name', async () => {
    await using folder = new SchemaFolder(files)
    link(folder, '1.0.0.yaml', 'a/2.0.0.yaml')
    link(folder, '../a/1.1.0.yaml', 'a/2.1.0.yaml')
    link(folder, '../a', 'a/ring')
    link(folder, 'a', 'Alias')
    link(folder, 'nowhere', 'a/4.0.0.yaml')
    const repository = await folder.open()
    const uris = repository.list().map(({ uri }) => uri)
    expect(uris).toEqual(['/a/1.0.0', '/a/1.1.0', '/a/2.0.0', '/a/2.1.0'])
  })

  it('are followed where they lead now, and left alone where they lead out', async () => {
    await using outside = new SchemaFolder({ 'x.yaml': schema('x', '1.0.0') })
    await using folder = new SchemaFolder(files)
    link(folder, '1.0.0.yaml', 'a/2.0.0.yaml')
    const repository = await folder.open({ watch: true })
    const accepts = () => {
      const answer = repository.find('/a/2.0.0')
      return answer.found && answer.schema.accepts({})
    }
    expect(accepts()).toBe(true)
    rmSync(join(folder.path, 'a/2.0.0.yaml'))
    await changedUntil(repository, () => !repository.find('/a/2.0.0').found)
    link(folder, '1.1.0.yaml', 'a/2.0.0.yaml')
    await changedUntil(repository, () => repository.find('/a/2.0.0').found)
    expect(accepts()).toBe(false)
    link(folder, join(outside.path, 'x.yaml'), 'a/3.0.0.yaml')
    await changedUntil(repository, () => repository.findings().length > 0)
    expect(repository.findings()[0]?.message).toBe('The link leads out of the schema folders; it is not read.')
    expect(repository.find('/a/3.0.0').found).toBe(false)
  })
})
