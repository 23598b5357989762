import { describe, expect, it } from 'vitest'
import { dotted, keysOf, parentOf, pointerTo, valueAt } from '../../server/event/json-pointer.ts'
import { patched } from '../../server/event/patch.ts'

describe('a correction', () => {
  it('is applied to a copy', () => {
    const event = { page: { page_id: '5' }, revisoin: { a: 1 } }
    const after = patched(event, [
      { op: 'replace', path: '/page/page_id', value: 5 },
      { op: 'move', from: '/revisoin', path: '/revision' },
    ])
    expect(after).toEqual({ page: { page_id: 5 }, revision: { a: 1 } })
    expect(event).toEqual({ page: { page_id: '5' }, revisoin: { a: 1 } })
  })

  it('reaches into lists, odd keys and the root', () => {
    expect(patched({ a: [1, { 'b/c~d': 2 }] }, [{ op: 'replace', path: '/a/1/b~1c~0d', value: 3 }])).toEqual({
      a: [1, { 'b/c~d': 3 }],
    })
    expect(patched({ a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }])).toEqual({ b: 2 })
  })

  it('takes __proto__ for a key like any other', () => {
    const event = JSON.parse('{"__porto__":{"a":1}}') as object
    const after = patched(event, [{ op: 'move', from: '/__porto__', path: '/__proto__' }])
    expect(JSON.stringify(after)).toBe('{"__proto__":{"a":1}}')
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype)
  })
})

describe('a pointer', () => {
  it.each([
    ['', []],
    ['/', ['']],
    ['/a/0', ['a', '0']],
    ['/a~1b/c~0d/~01', ['a/b', 'c~d', '~1']],
  ])('%j has the keys %j, and is made of them', (pointer, keys) => {
    expect(keysOf(pointer)).toEqual(keys)
    expect(keys.reduce(pointerTo, '')).toBe(pointer)
  })

  it('leads to own values only', () => {
    expect(valueAt({ a: [{ b: 1 }] }, '/a/0/b')).toBe(1)
    expect(valueAt({}, '/toString')).toBeUndefined()
    expect(valueAt([], '/length')).toBeUndefined()
    expect(parentOf('/a~1b/c')).toEqual({ parent: '/a~1b', key: 'c' })
    expect(parentOf('')).toBeUndefined()
  })

  it('is written as people write it', () => {
    expect(dotted('/page/tags/2/odd key/$schema')).toBe('page.tags[2]["odd key"].$schema')
  })
})
