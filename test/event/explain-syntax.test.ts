import { describe, expect, it } from 'vitest'
import { explainSyntax } from '../../server/event/explain-syntax.ts'

/** Text, what is said without "The body is not JSON:", the hint. */
const cases: readonly [string, string, string][] = [
  ['{"a": 1,}', 'a comma stands before `}` in line 1, column 8.', 'Take the last comma out.'],
  ['[1,\n 2,\n]', 'a comma stands before `]` in line 2, column 3.', 'Take the last comma out.'],
  ["{'a': 1}", 'a single quote stands in line 1, column 2.', 'Put strings in double quotes: `"`.'],
  ['{"a": \'x\'}', 'a single quote stands in line 1, column 7.', 'Put strings in double quotes: `"`.'],
  ['{"a": “x”}', 'a typographic quote stands in line 1, column 7.', 'Put strings in straight quotes: `"`.'],
  ['{a: 1}', 'the key `a` in line 1, column 2 has no quotes.', 'Write `"a"`.'],
  ['{"a": 1\n "b": 2}', 'a comma is missing in line 2, column 2.', 'Put a comma after the value of `a`.'],
  [
    '{"meta": {"domain": "x" "id": 1}}',
    'a comma is missing in line 1, column 25.',
    'Put a comma after the value of `meta.domain`.',
  ],
  ['[1 2]', 'a comma is missing in line 1, column 4.', 'Put a comma after the value of `[0]`.'],
  ['{"a" 1}', 'a colon is missing in line 1, column 6.', 'Put a colon after `a`.'],
  ['{"a": }', 'a value is missing in line 1, column 7.', 'Give `a` a value.'],
  ['{"a":,"b":1}', 'a value is missing before `,` in line 1, column 6.', 'Give `a` a value.'],
  [
    '{"a": "x}\n',
    'a string without a closing quote begins in line 1, column 7.',
    'Close it with `"`; a line break inside is `\\n`.',
  ],
  [
    '{"a": "x\ny"}',
    'a string without a closing quote begins in line 1, column 7.',
    'Close it with `"`; a line break inside is `\\n`.',
  ],
  ['{"a": [1, 2', 'it ends in line 1, column 12, before `[` of line 1 is closed.', 'Close it with `]`.'],
  ['{"a": {"b": 1}', 'it ends in line 1, column 15, before `{` of line 1 is closed.', 'Close it with `}`.'],
  ['{"a": [1}', '`}` stands in line 1, column 9, where `[` of line 1 is still open.', 'Close it with `]`.'],
  ['{"a": NaN}', '`NaN` in line 1, column 7 is not a value of JSON.', 'Send `null`, or leave the key out.'],
  ['{"a": undefined}', '`undefined` in line 1, column 7 is not a value of JSON.', 'Send `null`, or leave the key out.'],
  ['{"a": -Infinity}', '`-Infinity` in line 1, column 7 is not a value of JSON.', 'Send `null`, or leave the key out.'],
  ['{"a": True}', '`True` in line 1, column 7 is not a value of JSON.', 'Write `true`.'],
  ['{"a": None}', '`None` in line 1, column 7 is not a value of JSON.', 'Send `null`, or leave the key out.'],
  ['{"a": hello}', '`hello` in line 1, column 7 is not a value of JSON.', 'If it is a text, write `"hello"`.'],
  ['{"a": 1 // one\n}', 'a comment stands in line 1, column 9.', 'Take the comment out; JSON has none.'],
  ['/* x */ {}', 'a comment stands in line 1, column 1.', 'Take the comment out; JSON has none.'],
  ['{"a": 007}', '`007` in line 1, column 7 is not a number as JSON writes it.', 'Write it without the leading zeros.'],
  [
    '{"a": .5}',
    '`.5` in line 1, column 7 is not a number as JSON writes it.',
    'Write it with digits on both sides of the point, without `+`.',
  ],
  [
    '{"a": 5.}',
    '`5.` in line 1, column 7 is not a number as JSON writes it.',
    'Write it with digits on both sides of the point, without `+`.',
  ],
  ['{"a": +5}', '`+5` in line 1, column 7 is not a number as JSON writes it.', 'Write it without `+`.'],
  ['{"a": 0x1F}', '`0x1F` in line 1, column 7 is not a number as JSON writes it.', 'Write it in decimal digits.'],
  ['{"a": 1_000}', '`1_000` in line 1, column 7 is not a number as JSON writes it.', 'Write it in digits alone.'],
  [
    '{"a": "\\x"}',
    '`\\x` in line 1, column 8 is not an escape that JSON knows.',
    'Write a backslash itself as `\\\\`.',
  ],
  [
    '{"a": "C:\\\\ok\\dir"}',
    '`\\d` in line 1, column 14 is not an escape that JSON knows.',
    'Write a backslash itself as `\\\\`.',
  ],
  [
    '{"a": "\\u12"}',
    '`\\u` in line 1, column 8 is not an escape that JSON knows.',
    'Give `\\u` four hexadecimal digits.',
  ],
  [
    '{"a": "x\ty"}',
    'a string with a control character begins in line 1, column 7.',
    'Escape it: a tab is `\\t`, a line break `\\n`.',
  ],
  [
    '{"a":1}\n{"a":2}',
    'more text stands behind the end in line 2, column 1.',
    'Send several events as one array: `[{…}, {…}]`.',
  ],
  [
    '{"a":1}, {"a":2}',
    'more text stands behind the end in line 1, column 8.',
    'Send several events as one array: `[{…}, {…}]`.',
  ],
  ['{"a":1}}', 'more text stands behind the end in line 1, column 8.', 'Take it out.'],
  ['{"a":1,,"b":2}', 'a comma stands where a key is expected in line 1, column 8.', 'Take it out.'],
  ['{1: 2}', '`1` in line 1, column 2 must be a key in quotes.', 'Write `"1"`.'],
  ['{"a"}', 'a colon is missing in line 1, column 5.', 'Put a colon after `a`.'],
  ['[1: 2]', 'a colon stands behind a value in line 1, column 3.', 'Objects are written in braces: `{"key": value}`.'],
  ['', 'it is empty.', 'Send an event: `{"$schema": …}`.'],
  ['not json', '`not` in line 1, column 1 is not a value of JSON.', 'If it is a text, write `"not"`.'],
  ['<xml/>', '`<xml` stands in line 1, column 1.', 'Send JSON.'],
  ['a=1&b=2', '`a` in line 1, column 1 is not a value of JSON.', 'If it is a text, write `"a"`.'],
  ['{"a":\u00a01}', 'a space that JSON does not know stands in line 1, column 6.', 'Type it again as a plain space.'],
]

describe('a body that is not JSON', () => {
  it.each(cases)('%j is explained', (text, says, hint) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(explainSyntax(text)).toMatchObject({
      pointer: '',
      keyword: 'syntax',
      message: `The body is not JSON: ${says}`,
      hint,
    })
  })

  it('has the line and column of the fault in fields of their own', () => {
    expect(explainSyntax('{\n  "a": 1,\n  "b": tru\n}')).toMatchObject({ line: 3, column: 8 })
  })

  it('is explained at a depth of 100,000 and behind a string of 1 MB', () => {
    expect(explainSyntax('['.repeat(100_000)).message).toContain('it ends in line 1, column 100001, before `[`')
    expect(explainSyntax(`{"a":"${'x'.repeat(1_000_000)}" 1}`)).toMatchObject({ line: 1, column: 1_000_009 })
  })

  it('is found wrong wherever JSON.parse finds it wrong', () => {
    const text = '{"a":[1,-2.5e3,"x\\u00e9\\n",true,null],"b":{"c":{}},"d":[]}'
    for (let at = 0; at < text.length; at++) {
      for (const broken of [
        text.slice(0, at) + text.slice(at + 1),
        `${text.slice(0, at)}~${text.slice(at)}`,
        text.slice(0, at),
      ]) {
        if (isJson(broken)) continue
        expect(explainSyntax(broken).message, broken).toMatch(/^The body is not JSON: (?!no fault).+\.$/)
      }
    }
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
