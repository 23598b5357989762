import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFrontDoor } from '../front-door.ts'

const file = 'thing/current.yaml'

/** A comment, a folded text and a list in flow form: all of it has to stay as it is. */
const published = `title: thing
description: >-
  A thing, told in
  two lines.
$id: /thing/1.0.0
$schema: https://json-schema.org/draft-07/schema#
type: object
additionalProperties: false
required: [a]
properties:
  # What it is called.
  a:
    type: string
    enum: [x, y, z]
  n:
    type: integer
    minimum: 0
    maximum: 9
  list:
    type: array
    items:
      type: object
      properties:
        deep: { type: string, maxLength: 9 }
examples:
  - { $schema: /thing/1.0.0, a: x }
`
const second = published.replaceAll('1.0.0', '1.1.0')

describe('POST /_sandbox/schemas/edit', () => {
  it.each([
    ['a new required field', 'required: [a]', 'required: [a, n]'],
    ['a field made required, in block form', 'required: [a]', 'required:\n  - n\n  - a'],
    ['another type', 'type: integer\n    minimum: 0', 'type: string'],
    ['a narrower bound', 'maximum: 9\n', 'maximum: 8\n'],
    ['a choice less', 'enum: [x, y, z]', 'enum: [x, z]'],
    ['a rule where there was none', '    type: string\n    enum', '    type: string\n    pattern: ^x\n    enum'],
    ['a field that went', '  n:\n    type: integer\n    minimum: 0\n    maximum: 9\n', ''],
    ['a rule inside braces', 'maxLength: 9', 'maxLength: 8'],
    ['a list of one kind', '    items:\n      type: object', '    maxItems: 2\n    items:\n      type: object'],
  ])('takes back %s, and leaves all other lines as they are', async (_, was, is) => {
    await using sandbox = await withThing(second.replace(was, is))
    const { changes } = await sandbox.check()
    const broken = changes.find(({ breaks }: { breaks: readonly string[] }) => breaks.includes('BACKWARD'))
    const undo = { class: broken.class, pointer: broken.pointer }
    const shown = await sandbox.edit({ undo })
    expect(shown).toMatchObject({ written: false, file: expect.stringContaining(file) })
    expect(sandbox.current()).toBe(second.replace(was, is))
    expect(await sandbox.edit({ undo, basis: shown.basis })).toMatchObject({ written: true, lines: shown.lines })
    const isInFlow = !is.includes('\n')
    if (was.includes('[') && isInFlow) expect(sandbox.current()).toBe(second)
    const after = await sandbox.check()
    expect(after.changes.filter(({ breaks }: { breaks: readonly string[] }) => breaks.length > 0)).toEqual([])
    expect(sandbox.current()).toContain('description: >-\n  A thing, told in\n  two lines.\n$id')
    expect(sandbox.current()).toContain('properties:\n  # What it is called.\n  a:\n')
    expect(sandbox.current()).toContain('examples:\n  - { $schema: /thing/1.1.0, a: x }\n')
  })

  it('sets the version, in the examples as well', async () => {
    await using sandbox = await withThing(second)
    const { basis, lines } = await sandbox.edit({ version: '2.0.0' })
    expect(lines.filter(({ kind }: { kind: string }) => kind === 'new')).toEqual([
      { kind: 'new', number: 5, text: '$id: /thing/2.0.0' },
      { kind: 'new', number: 26, text: '  - { $schema: /thing/2.0.0, a: x }' },
    ])
    await sandbox.edit({ version: '2.0.0', basis })
    expect(sandbox.current()).toBe(second.replaceAll('/thing/1.1.0', '/thing/2.0.0'))
  })

  it('writes nothing where the file was saved since it was shown', async () => {
    await using sandbox = await withThing(second)
    const { basis } = await sandbox.edit({ version: '2.0.0' })
    const saved = second.replace('What it is called', 'Its name')
    writeFileSync(sandbox.path, saved)
    const answer = await sandbox.post({ schema: `/${file}`, version: '2.0.0', basis }, '/_sandbox/schemas/edit')
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ code: 'file_changed' })
    expect(sandbox.current()).toBe(saved)
  })

  it.each([
    ['a published version', { schema: '/thing/1.0.0', version: '2.0.0' }, 422, 'edit_refused'],
    ['no version', { schema: `/${file}`, version: 'two' }, 400, 'bad_request'],
    ['nothing', {}, 400, 'bad_request'],
    ['a file outside', { schema: '/../../etc/passwd', version: '2.0.0' }, 404, 'schema_not_found'],
    ['a change that is none', { schema: `/${file}`, undo: { class: 'x', pointer: '/y' } }, 422, 'edit_refused'],
  ])('refuses %s', async (_, body, status, code) => {
    await using sandbox = await withThing(second.replace('maximum: 9\n', 'maximum: 8\n'))
    const answer = await sandbox.post(body, '/_sandbox/schemas/edit')
    expect(await answer.json()).toMatchObject({ status, code })
  })

  it('refuses a page of another site', async () => {
    await using sandbox = await withThing(second)
    const answer = await fetch(`${sandbox.url}/_sandbox/schemas/edit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ schema: `/${file}`, version: '2.0.0' }),
    })
    expect(answer.status).toBe(403)
  })
})

/** A sandbox over one schema with a published version; nobody watches, so that an edit itself has to take effect. */
async function withThing(current: string) {
  const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-edit-'))
  const path = join(folder, file)
  mkdirSync(dirname(path))
  writeFileSync(join(folder, 'thing/1.0.0.yaml'), published)
  writeFileSync(path, current)
  const sandbox = await openFrontDoor({ schemas: [folder] })
  const ask = async (route: string, body: object) => {
    const answer = await sandbox.post({ schema: `/${file}`, ...body }, `/_sandbox/schemas/${route}`)
    // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
    return (await answer.json()) as any
  }
  return {
    ...sandbox,
    path,
    current: () => readFileSync(path, 'utf8'),
    edit: (body: object) => ask('edit', body),
    check: () => ask('check', {}),
    async [Symbol.asyncDispose]() {
      await sandbox.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
