import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readYaml, writeYaml } from '../../server/schema/js-yaml.ts'
import { readPlainYaml } from '../../server/schema/plain-yaml/read-plain-yaml.ts'
import { notPlain } from '../../server/schema/plain-yaml/scalars.ts'

const examples = ['wiki/page/edit/current.yaml', 'fragment/common/1.0.0.yaml', 'test/event/current.yaml'].map(name =>
  readFileSync(join(import.meta.dirname, '../../schemas/jsonschema', name), 'utf8'),
)

/** What real files have beside that: brackets, keys in quotes, texts below their key, what only begins like a number. */
const brackets = `'/a/.*':
  - b: [1, -2.50, 'it''s', "x y", /a/b, [c d, {e: true}], {}]
"c d" : { "j":"k","l":{"m":[]}, $ref: '#/$id', f: 18446744073709551615, g: [0.1, ] }
e:
  below its key
  goes on
f:

  # said
  1.2.3.4
g: [10.0.2.2, 3e0bd919-d12f, 1-4 edits, 0/0/0, 0x1f, 12:30, null, ~]
h: 20210223205005000
j: |-
o: 'it''s
  over


  lines'
p: "so
   is this"
q: "a\\/b \\_ \\"c\\" \\n"
a key, in words: 1
k: >
l:
  -
    m: n
  -
    - o
  -
i: -0.0
`

describe('YAML that is read without js-yaml', () => {
  it.each([
    ['keys, lists and words', 'a: b\nc:\n  - d\n  - e: 1\n    f: true\ng:\n- h\n'],
    ['numbers', 'a: 1\nb: -9007199254740991\nc: 1.5\nd: 0x1f\ne: 1_000\nf: 010\ng: 1e3\nh: 12:30\ni: .inf\nj: 1.0.0\n'],
    ['words that are no texts', 'a: null\nb: ~\nc: True\nd: no\ne:\nf: FALSE\ng: nullable\n'],
    [
      'texts over several lines',
      'a: one\n  two\n\n  three\nb: >-\n  four\n  five\n\n  six\n    seven\n  eight\nc: |\n  nine\n\n  ten\n',
    ],
    ['brackets', "a: [1, 'b', c d]\nb: { $ref: '#/x', e: [], f: { g: true } }\nc:\n  - { h: 0.5, i: /a/b-1.0 }\n"],
    ['keys in quotes, texts below them', `'/a/.*':\n  - b\n"c d":\n  one\n  two\ne:\n  'three'\n`],
    [
      'what begins like a number',
      'a: 1.2.3.4\nb: 3e0bd919-d12f\nc: 1-4 edits\nd: 0.10\ne: 18446744073709551615\nf: -0\n',
    ],
    ['quotes and comments', "# first\na: 'it''s' \nb: \"c\" \nd: e # said\n\n  # deeper\nf: {}\n"],
  ])('%s', (_, text) => {
    expect(readPlainYaml(text, readYaml)).toEqual(readYaml(text))
  })

  it.each([
    ['a key twice', 'a: 1\na: 2\n'],
    ['an anchor', 'a: &b 1\nc: *b\n'],
    ['a merge key', 'a:\n  <<: {b: 1}\n'],
    ['a tab', 'a:\tb\n'],
    ['a line further in than its object', 'a: 1\n  b: 2\n'],
    ['a line further out than any', '  a: 1\n b: 2\n'],
    ['a second colon', 'a: b: c\n'],
    ['an open quote', 'a: "b\n'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
  ])('%s is left to js-yaml', (_, text) => {
    expect(readPlainYaml(text, readYaml)).toBe(notPlain)
  })

  it('is what js-yaml reads, whatever is typed into it', () => {
    const texts = fc.oneof(fc.constantFrom(...examples, brackets, brackets), fc.object({ maxDepth: 3 }).map(asYaml))
    const edits = fc.array(
      fc.record({
        at: fc.nat(),
        cut: fc.nat(3),
        put: fc.constantFrom(...' :-#\n\'"|>[]{},&*!%@`?~01ae.'.split(''), '\n  ', '- '),
      }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(texts, edits, (text, changes) => {
        const edited = changes.reduce(typed, text)
        const content = readPlainYaml(edited, readYaml)
        if (content === notPlain) return
        const expected = readYaml(edited)
        expect(content).toEqual(expected)
        expect(JSON.stringify(content), 'the order of keys').toBe(JSON.stringify(expected))
      }),
      { numRuns: Number(process.env.RUNS ?? 500) },
    )
  })
})

function asYaml(value: object): string {
  try {
    return writeYaml(JSON.parse(JSON.stringify(value)))
  } catch {
    return 'a: b\n'
  }
}

function typed(text: string, { at, cut, put }: { at: number; cut: number; put: string }): string {
  const place = text.length === 0 ? 0 : at % text.length
  return text.slice(0, place) + put + text.slice(place + cut)
}
