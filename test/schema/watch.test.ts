import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { Wakeup } from '../../server/base/wakeup.ts'
import type { SchemaRepository } from '../../server/schema/schema-repository.ts'
import { changedUntil, found, SchemaFolder } from './repository.ts'

const requires = (key: string) => ({ type: 'object', required: [key] })
const accepts = (repository: SchemaRepository, uri: string, event: object) => {
  const answer = repository.find(uri)
  return answer.found && answer.schema.accepts(event)
}

describe('a saved schema file', () => {
  it('is in force without a restart', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('old') })
    const repository = await folder.open({ watch: true })
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(true)
    const times: number[] = []
    for (let round = 0; round < 10; round++) {
      const saved = performance.now()
      folder.write('a/1.0.0.yaml', requires(`new${round}`))
      await changedUntil(repository, () => accepts(repository, '/a/1.0.0', { [`new${round}`]: 1 }))
      times.push(Math.round(performance.now() - saved))
      expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(false)
    }
    console.log(`saves were in force after ${times.join(', ')} ms`)
  })

  it('is in force below a configuration of the tools that cannot be read, which is said', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('old'), 'a/current.yaml': requires('old') })
    folder.write('.jsonschema-tools.yaml', 'a: [')
    const warned: string[] = []
    const warning = new Wakeup()
    const warn = (message: string) => {
      warned.push(message)
      warning.wake()
    }
    const repository = await folder.open({ watch: true, logger: { ...silentLogger, warn } })
    if (warned.length === 0) await warning.next()
    expect(warned[0]).toMatch(/^The schemas cannot be looked at: .+\.jsonschema-tools\.yaml cannot be read: /)
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(true)
  })

  it('that broke leaves the last good one in force, and is a finding until it is whole again', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('old') })
    const repository = await folder.open({ watch: true })
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(true)

    folder.write('a/1.0.0.yaml', 'type: object\n required: [new]\n')
    await changedUntil(repository, () => repository.findings().length > 0)
    expect(repository.findings()).toEqual([
      {
        file: `${folder.path}/a/1.0.0.yaml`,
        line: 2,
        column: 2,
        message: '`required` must begin in column 1, but it begins in column 2.',
        hint: 'Take away one space.',
        inForce: '`/a/1.0.0` stays in force as it was before this change.',
      },
    ])
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(true)
    expect(repository.source('/a/1.0.0')?.text).toContain(' required: [new]')

    folder.write('a/1.0.0.yaml', 'type: object\nrequired: [new]\n')
    await changedUntil(repository, () => repository.findings().length === 0)
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(false)
    expect(accepts(repository, '/a/1.0.0', { new: 1 })).toBe(true)
  })

  it('that broke before anybody used it leaves in force what was there at the start', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('old') })
    const repository = await folder.open({ watch: true })
    await repository.inspected()
    folder.write('a/1.0.0.yaml', 'type: strin')
    await changedUntil(repository, () => repository.findings().length > 0)
    expect(repository.findings()[0]).toMatchObject({
      hint: 'Write `string`.',
      inForce: expect.stringContaining('stays in force'),
    })
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(true)
  })

  it('that was put back as it was is no finding any more', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('old') })
    const repository = await folder.open({ watch: true })
    found(repository, '/a/1.0.0')
    folder.write('a/1.0.0.yaml', '{')
    await changedUntil(repository, () => repository.findings().length > 0)
    folder.write('a/1.0.0.yaml', requires('old'))
    await changedUntil(repository, () => repository.findings().length === 0)
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(true)
  })

  it('of an editor that writes beside it and renames is in force', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('old') })
    const repository = await folder.open({ watch: true })
    found(repository, '/a/1.0.0')
    for (const key of ['one', 'two', 'three']) {
      const file = join(folder.path, 'a/1.0.0.yaml')
      writeFileSync(`${file}.tmp`, JSON.stringify(requires(key)))
      renameSync(`${file}.tmp`, file)
      await changedUntil(repository, () => accepts(repository, '/a/1.0.0', { [key]: 1 }))
    }
    expect(repository.findings()).toEqual([])
  })

  it('of an editor that empties it first is in force once it is whole, the old one until then', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('old') })
    const repository = await folder.open({ watch: true })
    found(repository, '/a/1.0.0')
    truncateSync(join(folder.path, 'a/1.0.0.yaml'))
    await changedUntil(repository, () => repository.findings().length > 0)
    expect(repository.findings()[0]?.message).toBe('The file is empty.')
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(true)
    folder.write('a/1.0.0.yaml', requires('new'))
    await changedUntil(repository, () => accepts(repository, '/a/1.0.0', { new: 1 }))
    expect(repository.findings()).toEqual([])
  })

  it('that was found already judges on as it did: nothing changes under a request', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('old') })
    const repository = await folder.open({ watch: true })
    const before = found(repository, '/a/1.0.0')
    folder.write('a/1.0.0.yaml', requires('new'))
    await changedUntil(repository, () => found(repository, '/a/1.0.0') !== before)
    expect(before.accepts({ old: 1 })).toBe(true)
    expect(before.explain({}, '{}')[0]?.message).toBe('`old` is missing.')
  })
})

describe('a fragment', () => {
  const files = { 'part/1.0.0.yaml': requires('old'), 'a/1.0.0.yaml': { allOf: [{ $ref: '/part/1.0.0' }] } }

  it('that is saved changes what is made of it', async () => {
    await using folder = new SchemaFolder(files)
    const repository = await folder.open({ watch: true })
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(true)
    folder.write('part/1.0.0.yaml', requires('new'))
    await changedUntil(repository, () => accepts(repository, '/a/1.0.0', { new: 1 }))
    expect(accepts(repository, '/a/1.0.0', { old: 1 })).toBe(false)
  })

  it('that broke, or lost what is taken from it, leaves what is made of it in force', async () => {
    await using folder = new SchemaFolder({
      'part/1.0.0.yaml': { definitions: { text: { type: 'string' } } },
      'a/1.0.0.yaml': { properties: { x: { $ref: '/part/1.0.0#/definitions/text' } } },
    })
    const repository = await folder.open({ watch: true })
    expect(accepts(repository, '/a/1.0.0', { x: 5 })).toBe(false)
    for (const broken of ['definitions: [', 'definitions: {}']) {
      folder.write('part/1.0.0.yaml', broken)
      await changedUntil(repository, () => repository.findings().length > 0)
      expect(accepts(repository, '/a/1.0.0', { x: 5 })).toBe(false)
      expect(accepts(repository, '/a/1.0.0', { x: 'a' })).toBe(true)
    }
    folder.write('part/1.0.0.yaml', { definitions: { text: { type: 'integer' } } })
    await changedUntil(repository, () => accepts(repository, '/a/1.0.0', { x: 5 }))
    expect(repository.findings()).toEqual([])
  })

  it('that comes after what needs it mends that', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': files['a/1.0.0.yaml'] })
    const repository = await folder.open({ watch: true })
    await repository.inspected()
    expect(repository.findings()[0]?.message).toBe('`$ref` names `/part/1.0.0`: no folder has it.')
    folder.write('part/1.0.0.yaml', requires('old'))
    await changedUntil(repository, () => accepts(repository, '/a/1.0.0', { old: 1 }))
    expect(repository.findings()).toEqual([])
  })

  it('that is saved together with what needs it is tried together with it', async () => {
    await using folder = new SchemaFolder(files)
    const repository = await folder.open({ watch: true })
    found(repository, '/a/1.0.0')
    folder.write('a/1.0.0.yaml', { allOf: [{ $ref: '/part/1.0.0#/definitions/more' }] })
    folder.write('part/1.0.0.yaml', { definitions: { more: requires('more') } })
    await changedUntil(repository, () => accepts(repository, '/a/1.0.0', { more: 1 }))
    expect(repository.findings()).toEqual([])
  })
})

describe('a version', () => {
  it('that is new is found, also in a folder that is new, and is the latest', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('a') })
    const repository = await folder.open({ watch: true })
    expect(found(repository, '/a/latest').version).toBe('1.0.0')
    folder.write('a/1.1.0.yaml', requires('b'))
    await changedUntil(repository, () => repository.find('/a/1.1.0').found)
    expect(found(repository, '/a/latest').version).toBe('1.1.0')
    mkdirSync(join(folder.path, 'deep/down'), { recursive: true })
    folder.write('deep/down/here/2.0.0.yaml', requires('c'))
    await changedUntil(repository, () => repository.find('/deep/down/here/latest').found)
    expect(repository.list().map(({ uri }) => uri)).toEqual(['/a/1.0.0', '/a/1.1.0', '/deep/down/here/2.0.0'])
    folder.write('deep/down/here/2.0.0.yaml', requires('d'))
    await changedUntil(repository, () => accepts(repository, '/deep/down/here/2.0.0', { d: 1 }))
  })

  it('that is deleted is out of force, and with it what was wrong in it', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('a'), 'a/1.1.0.yaml': 'type: strin' })
    const repository = await folder.open({ watch: true })
    await repository.inspected()
    expect(repository.findings()).toHaveLength(1)
    rmSync(join(folder.path, 'a/1.1.0.yaml'))
    await changedUntil(repository, () => repository.findings().length === 0)
    expect(found(repository, '/a/latest').version).toBe('1.0.0')
    rmSync(join(folder.path, 'a'), { recursive: true })
    await changedUntil(repository, () => !repository.find('/a/1.0.0').found)
    expect(repository.list()).toEqual([])
  })

  it('is watched only if asked for, and no longer than until it is closed', async () => {
    const watches = () => process.getActiveResourcesInfo().filter(name => name === 'FSEventWrap').length
    // A closed handle goes away a turn later.
    while (watches() > 0) await nextTurn()
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': requires('a') })
    const repository = await folder.open()
    await repository.inspected()
    expect(watches()).toBe(0)
    const watching = await folder.open({ watch: true })
    const changed = changedUntil(watching, () => watching.find('/a/2.0.0').found)
    folder.write('a/2.0.0.yaml', requires('b'))
    await changed
    expect(watches()).toBeGreaterThan(0)
    await watching.close()
    while (watches() > 0) await nextTurn()
    expect(repository.find('/a/2.0.0').found).toBe(false)
  })
})
