import { describe, expect, it } from 'vitest'
import { elementsOf, lineOf, readable, withLine } from '../../server/event/event-text.ts'

describe('the elements of a body', () => {
  it.each([
    ['[1, 2 ,3]', ['1', '2', '3']],
    [' [ {"a":"]},{["} ,\n[1,[2]] ] ', ['{"a":"]},{["}', '[1,[2]]']],
    ['["a\\\\","b\\"],"]', ['"a\\\\"', '"b\\"],"']],
    ['[{"__proto__":1},{"a":1,"a":2}]', ['{"__proto__":1}', '{"a":1,"a":2}']],
    ['["é😀\u2028"]', ['"é😀\u2028"']],
    ['\ufeff[null]', ['null']],
    ['[]', []],
    ['[ \n ]', []],
    [' {"a":[1,2]} ', ['{"a":[1,2]}']],
    ['5', ['5']],
  ])('of %s are its raw texts', (body, elements) => {
    expect(elementsOf(body)).toEqual(elements)
  })

  it('are found in 10 MB, in a string of 1 MB and in nesting of 100,000', () => {
    const events = Array.from({ length: 10_000 }, (_, at) => JSON.stringify({ at, text: 'x"]\\'.repeat(200) }))
    const elements = elementsOf(`[${events.join(',')}]`)
    expect(elements).toEqual(events)
    const long = JSON.stringify('"\\'.repeat(500_000))
    expect(elementsOf(`[${long},1]`)).toEqual([long, '1'])
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(elementsOf(`[${deep}]`)).toEqual([deep])
  })
})

describe('a readable text', () => {
  it('lays out a single line and leaves every token as it was sent', () => {
    const text = '{"a":{},"b":[ ],"n":[1.0,1e400,-0,"\\u00e9:,{"],"a":{"__proto__" : null}}'
    expect(readable(text).split('\n')).toEqual([
      '{',
      '  "a": {},',
      '  "b": [],',
      '  "n": [',
      '    1.0,',
      '    1e400,',
      '    -0,',
      '    "\\u00e9:,{"',
      '  ],',
      '  "a": {',
      '    "__proto__": null',
      '  }',
      '}',
    ])
  })

  it('is what JSON.stringify lays out, for what it wrote', () => {
    const value = { a: [{ b: [[], {}, [1, ['x']]], 'odd "key"': '\n' }], __proto__: null, '😀': 1.5 }
    expect(readable(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
  })

  it('keeps text of several lines as it was sent', () => {
    const text = '{"a" :\n   1}'
    expect(readable(text)).toBe(text)
  })

  it('survives nesting of 100,000 without growing beyond measure', () => {
    expect(readable('['.repeat(100_000) + ']'.repeat(100_000)).length).toBeLessThan(60_000_000)
  })
})

describe('the line of a value', () => {
  const text = readable(
    '{"a":{"b":[10,{"c":1}]},"a/b":{"~":2},"":3,"twice":{"x":1},"twice":{"y":2},"__proto__":{"z":1}}',
  )

  it.each([
    ['', '{'],
    ['/a/b', '"b": ['],
    ['/a/b/0', '10,'],
    ['/a/b/1/c', '"c": 1'],
    ['/a~1b/~0', '"~": 2'],
    ['/', '"": 3,'],
    ['/twice/y', '"y": 2'],
    ['/__proto__/z', '"z": 1'],
  ])('at %j reads %s', (pointer, line) => {
    expect(text.split('\n')[(lineOf(text, pointer) ?? 0) - 1]?.trim()).toBe(line)
  })

  it('of a key that stands twice is that of the last one', () => {
    expect(lineOf('{"a":\n1,\n"a":\n2}', '/a')).toBe(3)
    expect(lineOf(text, '/twice/x')).toBeUndefined()
  })

  it('is absent where the text has no such value', () => {
    for (const pointer of ['/nowhere', '/a/b/2', '/a/b/c', '/toString']) expect(lineOf(text, pointer)).toBeUndefined()
  })

  it('is found at a depth of 1,000 and behind a string of 1 MB', () => {
    const deep = `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`
    expect(lineOf(readable(deep), '/a'.repeat(1000))).toBe(1001)
    expect(lineOf(`{"long":"${'x"\\'.repeat(0)}${'y'.repeat(1_000_000)}",\n"a":1}`, '/a')).toBe(2)
  })

  it('is added to a problem', () => {
    const problem = { pointer: '/a/b', keyword: 'type', message: 'No.' }
    expect(withLine(problem, text)).toEqual({ ...problem, line: 3 })
    expect(withLine({ ...problem, pointer: '/nowhere' }, text)).toEqual({ ...problem, pointer: '/nowhere' })
  })
})
