import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldTerm, joined, keyTermText } from '../../server/query/language/write.ts'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
  await sandbox.post(events)
})
afterAll(() => sandbox.stop())

/** The events by the name that each has in `test`; the one without a text is refused. */
const events = [
  named('aare', 'wiki.edit', { page: { page_id: 42, page_title: 'Aare', tags: ['river', 'swiss'] }, big: false }),
  named('rhine', 'wiki.edit', { page: { page_id: 430, page_title: 'Rhine', tags: [] }, big: true, score: -1.5 }),
  named('quoted', 'wiki.move', { page: { page_id: '42' }, note: 'He said "no" (twice)' }),
  named('canary', 'wiki.edit', { meta: { stream: 'wiki.edit', domain: 'canary' } }),
  named('odd', 'other', { 'odd key': { 'a.b': 1 }, nothing: null, ['__proto__']: 'proto' }),
  { ...named('new', 'other'), $schema: '/test/event/1.1.0' },
  { ...named('', 'wiki.edit', { page: { page_id: 42 } }), test: 7 },
]

function named(test: string, stream: string, fields: Record<string, unknown> = {}) {
  return testEvent({ test, meta: { stream, domain: 'de.wikipedia.org' }, ...fields })
}

async function found(q: string): Promise<unknown[]> {
  const { items } = await sandbox.get(`/_sandbox/events?order=asc&q=${encodeURIComponent(q)}`)
  return items.map(({ event }: { event: { test: unknown } }) => event.test)
}

describe('a search', () => {
  it.each([
    // Keys.
    ['stream:wiki.* -stream:wiki.move', ['aare', 'rhine', 7]],
    ['is:canary', ['canary']],
    ['stream:wiki.move stream:other', ['quoted', 'odd', 'new']],
    ['status:invalid', [7]],
    ['-status:valid', [7]],
    ['-is:canary stream:wiki.edit', ['aare', 'rhine', 7]],
    ['schema:/test/event@1.1.0', ['new']],
    ['schema:/test/event/1.1.0', ['new']],
    ['schema:test/event@1.1', ['new']],
    ['schema:event@1.1.*', ['new']],
    ['schema:/test/* stream:other', ['odd', 'new']],
    ['schema:/other/event', []],
    ['error:type', [7]],
    ['error:/test', [7]],
    ['topic:other offset:>0', ['new']],
    ['topic:other offset:>=0 offset:<1', ['odd']],
    ['producer:node stream:other', ['odd', 'new']],
    ['gate:nowhere', []],
    ['since:1h until:1m stream:other', []],
    ['since:1h30m stream:other', ['odd', 'new']],
    // Fields.
    ['page.page_id:42', ['aare', 'quoted', 7]],
    ['page.page_id:42.0', ['aare', 7]],
    ['page.page_id:"42"', ['quoted']],
    ['page.page_id:>42', ['rhine']],
    ['score:<0', undefined],
    ['.score:<0', ['rhine']],
    ['.score:-1.5', ['rhine']],
    ['.big:false', ['aare']],
    ['.nothing:null', ['odd']],
    ['page.page_title:*a*', ['aare']],
    ['page.page_title:>=B', ['rhine']],
    ['page.tags:swiss', ['aare']],
    ['page.tags.0:river', ['aare']],
    ['page.tags:*', ['aare', 'rhine']],
    ['/page/page_title:Aare', ['aare']],
    ['"odd key"."a.b":1', ['odd']],
    ['.__proto__:proto', ['odd']],
    ['.__proto__:*', ['odd']],
    ['meta.domain:*.wikipedia.org stream:other', ['odd', 'new']],
    ['$schema:*1.1.0', ['new']],
    // Words.
    ['RHINE', ['rhine']],
    ['"said \\"no\\" (twice"', ['quoted']],
    ['must be a string', [7]],
    ['"must be a string"', [7]],
    ['page_title', ['aare', 'rhine']],
    ['"\\",\\""', []],
    // Together.
    ['aare OR rhine', ['aare', 'rhine']],
    ['(aare OR rhine) .big:true', ['rhine']],
    ['stream:wiki.edit -(aare OR rhine) AND -is:canary', [7]],
    ['NOT stream:wiki.*', ['odd', 'new']],
    ['stream:other odd OR status:invalid', ['odd', 7]],
    ['--aare', ['aare']],
    ['-stream:wiki.edit', ['quoted', 'odd', 'new']],
  ])('%s', async (q, names) => {
    if (names === undefined) expect((await sandbox.get(`/_sandbox/events?q=${q}`)).code).toBe('bad_query')
    else expect(await found(q)).toEqual(names)
  })

  it.each([
    ['stauts:invalid', 0, 6, 'status', 'Did you mean status?'],
    ['aare -steam:x', 6, 5, 'stream', 'Did you mean stream?'],
    ['status:refused', 7, 7, 'invalid', 'Did you mean status:invalid?'],
    ['is:canry', 3, 5, 'canary', 'Did you mean is:canary?'],
    ['stream:', 0, 7, undefined, 'Write stream: and'],
    ['page.page_id:', 0, 13, 'page.page_id:*', 'for any'],
    ['since:yesterday', 6, 9, undefined, 'since:10m'],
    ['page_change_kind:edit', 0, 16, '.page_change_kind', '.page_change_kind:edit'],
    ['https://example.org', 0, 19, '"https://example.org"', 'in quotes'],
    ['aare OR', 5, 2, '"OR"', 'both sides'],
    ['OR aare', 0, 2, '"OR"', 'both sides'],
    ['(aare', 0, 1, undefined, 'Write )'],
    ['aare)', 4, 1, '', 'Take it away'],
    ['()', 1, 1, undefined, 'between them'],
    ['"aare', 0, 5, undefined, 'at the end'],
    ['aare -', 5, 1, '"-"', 'minus'],
    ['page..x:1', 0, 7, undefined, 'page.page_id'],
    [`${'('.repeat(200)}aare${')'.repeat(200)}`, 101, 1, undefined, 'Take some away'],
    ['x'.repeat(10_001), 10_000, 0, undefined, undefined],
  ])('says where %s is wrong, and what to write', async (q, offset, length, instead, hint) => {
    const problem = await sandbox.get(`/_sandbox/events?q=${encodeURIComponent(q)}`)
    const at = instead === undefined ? { offset, length } : { offset, length, instead }
    expect(problem).toMatchObject({ status: 400, code: 'bad_query', detail: expect.any(String) })
    expect(problem.at).toEqual(at)
    if (hint !== undefined) expect(problem.hint).toContain(hint)
  })

  it('counts by the same rules, and shows what of an event answers', async () => {
    const { bars } = await sandbox.get('/_sandbox/histogram?bars=1&q=page.page_id:42')
    expect(bars).toEqual([[2, 1]])
    const { items } = await sandbox.get('/_sandbox/events?q=RIVER')
    expect(items[0].hit).toEqual({ field: 'page.tags[0]', text: 'river', from: 0, to: 5 })
  })

  it.each([
    [['page', 'page_id'], 42],
    [['page', 'page_id'], '42'],
    [['test'], 'a (b) "c" \\ *'],
    [['odd key', 'a.b'], true],
    [['-x'], null],
    [['/x', ''], '<5'],
  ])('finds what the term for a value asks for: %j %j', async (path, value) => {
    const stream = `terms.${path.join('_').length}`
    const event = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>
    await sandbox.post([named('x', stream, event), named('y', stream), named('z', stream, { test: 'a (b) "c" \\ X' })])
    const q = joined(keyTermText('stream', stream), fieldTerm(path, value))
    expect(await found(q)).toHaveLength(1)
  })
})

describe('a search through many bodies', () => {
  it('stops after so many and says where to go on, and others are answered in between', async () => {
    await using flooded = await openFrontDoor()
    const batch = Array.from({ length: 10 }, () => named('hay'.repeat(300_000), 'flood'))
    await flooded.post(named('needle', 'flood'))
    for (let turn = 0; turn < 5; turn++) await flooded.post(batch)
    const search = '/_sandbox/events?q=needle'
    const first = flooded.get(search)
    expect((await flooded.get('/_sandbox/events?limit=1')).items).toHaveLength(1)
    const { items, next } = await first
    expect(items).toEqual([])
    expect(next).toMatch(/^\d+\.\d+$/)
    const rest = await flooded.get(`${search}&before=${next}`)
    expect(rest).toMatchObject({ items: [{ event: { test: 'needle' } }], next: null })
    const { bars, countedSince } = await flooded.get('/_sandbox/histogram?bars=1&q=needle')
    expect([bars, countedSince]).toEqual([[[0, 0]], expect.any(String)])
  })
})

describe('what a search may go on with', () => {
  const offered = async (q: string, caret = q.length) => {
    const answer = await sandbox.get(`/_sandbox/completions?q=${encodeURIComponent(q)}&caret=${caret}`)
    return { ...answer, texts: answer.items.map(({ text }: { text: string }) => text) }
  }

  it.each([
    ['st', ['stream:', 'status:']],
    ['-sta', ['status:']],
    ['status:', ['valid', 'invalid', 'all']],
    ['stream:wiki.e', ['wiki.edit']],
    ['page.page_t', ['page.page_title:']],
    ['page.page_title:', ['Rhine', 'Aare']],
    ['"odd', ['"odd key"."a.b":']],
    ['schema:1.1', ['/test/event/1.1.0']],
    ['error:', ['type']],
  ])('%s', async (q, texts) => expect((await offered(q)).texts).toEqual(expect.arrayContaining(texts)))

  it('takes the place of what was begun, among the fields of the streams that are named', async () => {
    const { from, to, items } = await offered('stream:wiki.move pag status:valid', 20)
    expect([from, to]).toEqual([17, 20])
    expect(items).toContainEqual({ text: 'page.page_id:', says: 'string', group: 'Fields of wiki.move' })
  })
})
