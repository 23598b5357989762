import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'

const builtIn = join(import.meta.dirname, '..', '..', 'schemas', 'jsonschema')

describe('GET /_sandbox/schemas', () => {
  it('lists titles by repository, with their versions', async () => {
    await using sandbox = await openFrontDoor()
    const { repositories } = await sandbox.get('/_sandbox/schemas')
    expect(repositories).toHaveLength(1)
    expect(repositories[0].titles).toContainEqual(
      expect.objectContaining({ title: 'test/event', versions: ['1.0.0', '1.1.0'], latest: '1.1.0' }),
    )
  })

  it('tells of a title what is wrong, and what current means for the version before it', async () => {
    await using sandbox = await openFrontDoor()
    const page = await sandbox.get('/_sandbox/schemas/wiki/search')
    expect(page.versions.map(({ version }: { version: string }) => version)).toEqual(['1.0.0', '1.1.0'])
    expect(page.verdict).toMatchObject({ version: '1.1.0', against: '1.0.0', verdicts: { BACKWARD: true } })
    expect(page.findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([])
  })

  it('gives one version as it is on disk and with everything in place', async () => {
    await using sandbox = await openFrontDoor()
    const version = await sandbox.get('/_sandbox/schemas/test/event/1.0.0')
    expect(version).toMatchObject({ uri: '/test/event/1.0.0', schema: { title: 'test/event' } })
    expect(version.text).toBe(readFileSync(join(builtIn, 'test/event/1.0.0.yaml'), 'utf8'))
    const current = await sandbox.get('/_sandbox/schemas/test/event/current.yaml')
    expect(current.madeOf.length).toBeGreaterThan(1)
    expect(current.schema.allOf).toBeUndefined()
  })

  it('names the nearest where there is none', async () => {
    await using sandbox = await openFrontDoor()
    const answer = await fetch(`${sandbox.url}/_sandbox/schemas/test/evnt/1.0.0`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({
      code: 'schema_not_found',
      hint: expect.stringContaining('/test/event/1.0.0'),
    })
  })

  it.each(['test/event/1.1.0', 'wiki/page/edit/1.1.0', 'error/2.1.0'])(
    'gives an example of %s that the gate takes',
    async uri => {
      await using sandbox = await openFrontDoor()
      for (const seed of [0, 1, 2]) {
        const example = await sandbox.get(`/_sandbox/schemas/${uri}/example?seed=${seed}`)
        const { problems } = await validate(sandbox, { ...example, $schema: `/${uri}` })
        expect(problems).toEqual([])
      }
      const again = () => sandbox.get(`/_sandbox/schemas/${uri}/example?seed=7`)
      expect(await again()).toEqual(await again())
    },
  )
})

describe('POST /_sandbox/schemas/lint', () => {
  it('names the rule, the place and what to do', async () => {
    await using sandbox = await openFrontDoor()
    const schema = {
      title: 'a',
      $id: '/a/1.0.0',
      type: 'object',
      properties: { userId: { type: 'string', mexLength: 3 } },
    }
    const { findings } = await answerOf(sandbox, '/_sandbox/schemas/lint', { schema })
    expect(findings).toContainEqual({
      rule: 'schema-snake-case-properties',
      severity: 'error',
      pointer: '/properties/userId',
      message: '`userId` is not in snake_case.',
      hint: 'Name it `user_id`.',
    })
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'unknown-keyword', severity: 'warning', hint: 'Write `maxLength`.' }),
    )
  })

  it.each([{}, { schema: 1 }, [], 'text'])('refuses %j', async body => {
    await using sandbox = await openFrontDoor()
    const answer = await sandbox.post(body, '/_sandbox/schemas/lint')
    expect(answer.status).toBe(400)
  })
})

describe('POST /_sandbox/schemas/check', () => {
  it('says what a candidate breaks, what version it needs, and which stored events it refuses', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([testEvent({ count: 3 }), testEvent(), testEvent({ count: 4 })])
    const { schema } = await sandbox.get('/_sandbox/schemas/test/event/1.1.0')
    const candidate = {
      ...schema,
      $id: '/test/event/1.2.0',
      required: [...(schema.required ?? []), 'count'],
      properties: { ...schema.properties, count: { type: 'integer', minimum: 4 } },
    }
    const answer = await answerOf(sandbox, '/_sandbox/schemas/check', { schema: candidate })
    expect(answer).toMatchObject({
      against: { version: '1.1.0' },
      verdicts: { BACKWARD: false },
      suggestedVersion: '2.0.0',
      blastRadius: { streams: ['test.event'], events: 3, refused: 2, complete: true },
    })
    const first = await sandbox.get(`/_sandbox/events/${answer.blastRadius.first}`)
    expect(first.event).toMatchObject({ count: 3 })
    const required = answer.changes.find((change: { class: string }) => change.class === 'required_attribute_added')
    expect(required).toMatchObject({
      message: '`count` became required.',
      breaks: ['BACKWARD'],
      witness: { validUnder: 'old' },
    })
  })

  it('compares two versions by their URIs, by default with the one before', async () => {
    await using sandbox = await openFrontDoor()
    const answer = await answerOf(sandbox, '/_sandbox/schemas/check', { schema: '/wiki/search/1.1.0' })
    expect(answer).toMatchObject({
      against: { version: '1.0.0' },
      verdicts: { BACKWARD: true, 'jsonschema-tools': true },
    })
    const back = await answerOf(sandbox, '/_sandbox/schemas/check', {
      schema: '/wiki/search/1.0.0',
      against: '/wiki/search/1.1.0',
    })
    expect(back.against.version).toBe('1.1.0')
  })

  it('materializes what is sent, and says what it cannot', async () => {
    await using sandbox = await openFrontDoor()
    const schema = { $id: '/x/1.0.0', title: 'x', type: 'object', properties: { a: { $ref: '/nope/1.0.0' } } }
    const answer = await sandbox.post({ schema, against: schema }, '/_sandbox/schemas/check')
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      code: 'schema_invalid',
      detail: expect.stringContaining('/nope/1.0.0'),
    })
  })
})

describe('any JSON offered as a schema', () => {
  it('gets an answer: nesting, keys of Object.prototype, a null where null is a value', async () => {
    await using sandbox = await openFrontDoor()
    let deep: unknown = {}
    for (let depth = 0; depth < 1000; depth++) deep = { not: deep }
    const odd = {
      properties: { constructor: { type: 'string' }, __proto__: 1 },
      toString: 1,
      valueOf: null,
      default: null,
    }
    for (const [schema, status] of [
      [deep, 422],
      [odd, 200],
    ] as const) {
      const answer = await sandbox.post({ schema }, '/_sandbox/schemas/lint')
      expect(answer.status).toBe(status)
    }
    expect((await sandbox.post({ schema: odd, against: {} }, '/_sandbox/schemas/check')).status).toBe(200)
  })
})

describe('GET /repositories/{name}/jsonschema/**', () => {
  it('serves versions with and without extension, latest and current, with an ETag and CORS', async () => {
    await using sandbox = await openFrontDoor()
    const base = `${sandbox.url}/repositories/examples/jsonschema`
    const text = readFileSync(join(builtIn, 'test/event/1.1.0.yaml'), 'utf8')
    for (const path of ['test/event/1.1.0', 'test/event/1.1.0.yaml', 'test/event/latest', 'test/event/latest.yaml']) {
      const answer = await fetch(`${base}/${path}`)
      expect(await answer.text(), path).toBe(text)
      expect(answer.headers.get('content-type')).toBe('application/yaml; charset=utf-8')
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      const etag = answer.headers.get('etag') ?? ''
      expect((await fetch(`${base}/${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    }
    expect((await fetch(`${base}/test/event/current.yaml`)).status).toBe(200)
  })

  it('lists folders, as HTML and as JSON', async () => {
    await using sandbox = await openFrontDoor()
    const page = await (await fetch(`${sandbox.url}/repositories/examples/jsonschema/test/event/`)).text()
    expect(page).toContain('<a href="1.1.0.yaml">1.1.0.yaml</a>')
    const list = await fetch(`${sandbox.url}/repositories/examples/jsonschema/`, {
      headers: { accept: 'application/json' },
    })
    expect(((await list.json()) as { entries: unknown }).entries).toContainEqual({ name: 'wiki/' })
    expect(await (await fetch(`${sandbox.url}/repositories/`)).text()).toContain('examples/')
  })

  it.each([
    '..%2f..%2fpackage.json',
    '%2e%2e/README.md',
    'test/event/9.9.9',
    'test/event/current',
    'nope/',
    '../other',
  ])('has nothing at %s', async path => {
    await using sandbox = await openFrontDoor()
    expect((await fetch(`${sandbox.url}/repositories/examples/jsonschema/${path}`)).status).toBe(404)
  })
})

describe('a saved current.yaml', () => {
  it('gets its verdict: what it breaks, and the version it needs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-save-'))
    try {
      cpSync(builtIn, folder, { recursive: true })
      await using sandbox = await openFrontDoor({ schemas: [folder], watch: true })
      const file = join(folder, 'wiki/search/current.yaml')
      writeFileSync(
        file,
        readFileSync(file, 'utf8')
          .replace('$id: /wiki/search/1.1.0', '$id: /wiki/search/1.2.0')
          .replace(/^properties:/m, 'properties:\n  saved_at:\n    type: string\n    description: New.'),
      )
      await verdictUntil(sandbox, 'wiki/search', 'added')
      writeFileSync(file, readFileSync(file, 'utf8').replace('  - dt\n', '  - dt\n  - saved_at\n'))
      const page = await verdictUntil(sandbox, 'wiki/search', 'required')
      expect(page.verdict).toMatchObject({ against: '1.1.0', verdicts: { BACKWARD: false }, suggestedVersion: '2.0.0' })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

/** Asks until the watcher has seen the save: each answer is made anew from what is in force. */
async function verdictUntil(sandbox: FrontDoor, title: string, words: string) {
  for (;;) {
    const page = await sandbox.get(`/_sandbox/schemas/${title}`)
    if (page.verdict?.words.includes(words)) return page
  }
}

async function answerOf(sandbox: FrontDoor, path: string, body: unknown) {
  const answer = await sandbox.post(body, path)
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
  return (await answer.json()) as any
}

async function validate(sandbox: FrontDoor, event: unknown) {
  return answerOf(sandbox, '/_sandbox/validate', { event })
}
