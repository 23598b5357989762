import { describe, expect, it } from 'vitest'
import { refused, SchemaFolder } from './repository.ts'

const cases: readonly (readonly [text: string, place: string, message: string, hint: string | undefined])[] = [
  [
    'title: a\n properties: {}\n',
    '2:2',
    '`properties` must begin in column 1, but it begins in column 2.',
    'Take away one space.',
  ],
  ['title: a\nproperties:\n\tx: 1\n', '3:1', 'The line is indented with a tab.', 'Indent with spaces.'],
  [
    'title: a\ntitle: b\n',
    '2:1',
    '`title` stands here a second time.',
    'Keep one of the two, or indent it as what it belongs to.',
  ],
  ['properties:\n  a: 1\n b: 2\n', '3:2', '`b` must begin in column 3, but it begins in column 2.', 'Add one space.'],
  [
    'description: see: this\n',
    '1:14',
    'A second `:` makes this line ambiguous.',
    'Put the value in quotes, or begin a new line.',
  ],
  ['required: [a, b\ntitle: x\n', '2:1', 'A bracket is not closed before this line.', 'Close it with `]` or `}`.'],
  ['title: "a\ntype: object\n', '1:8', 'The quote that begins here is not closed.', 'Close it with `"`.'],
  [
    "a: 'x'y z'\n",
    '1:7',
    'Something stands behind the end of a value.',
    "Put the whole value in double quotes; inside single quotes write `''` for a quote.",
  ],
  ['a: @x\n', '1:4', 'No value can begin with this sign.', 'Put the value in quotes.'],
  ['a: "\\q"\n', '1:5', '`\\` means something else in double quotes.', 'Write `\\\\`, or use single quotes.'],
  [
    'a:\n  b: 1\n  c:\n  b: 2\n',
    '4:3',
    '`b` stands here a second time.',
    'Keep one of the two, or indent it as what it belongs to.',
  ],
  ['t\0i\0t\0', '1:1', 'The file is not a text in UTF-8.', 'Save it as UTF-8.'],
  ['$ref: #/a\n', '1:1', '`$ref` must be a string, but it is null.', 'Put it in quotes: in YAML `#` begins a comment.'],
  ['title\ntype: object\n', '1:1', 'The `:` after this key is missing.', 'Write `key: value` on one line.'],
  ['a: 1\n---\nb: 2\n', '2:1', 'The file holds more than one document.', 'Keep what stands before `---`.'],
  ['', '1:1', 'The file is empty.', 'Begin with `title:`, or delete the file.'],
  ['just text', '1:1', 'A schema must be an object of keywords.', 'Begin with `title:`.'],
  ['- a\n- b\n', '1:1', 'A schema must be an object of keywords.', 'Begin with `title:`.'],
  [
    'a: *nowhere\n',
    '1:4',
    '`*nowhere` names nothing.',
    'Put it in quotes, or write `&nowhere` at the value that is meant, further up.',
  ],
  [
    'type: strin\n',
    '1:1',
    '`type` must be one of `array`, `boolean`, `integer`, `null`, `number`, `object` or `string`, but it is `strin`.',
    'Write `string`.',
  ],
  [
    'properties:\n  x:\n    type: 5\n',
    '3:5',
    '`properties.x.type` must be one of `array`, `boolean`, `integer`, `null`, `number`, `object` or `string`, but it is `5`.',
    'Write one of these values.',
  ],
  [
    'properties:\n  x:\n    maxLength: "5"\n',
    '3:5',
    '`properties.x.maxLength` must be an integer, but it is a string.',
    'Write the number without quotes.',
  ],
  [
    'required: test\n',
    '1:1',
    '`required` must be an array, but it is a string.',
    'Write a list, also of a single value.',
  ],
  [
    'properties:\n  x:\n    pattern: "["\n',
    '3:5',
    '`properties.x.pattern` must be a regular expression, but it is `[`.',
    'Write it as `^[a-z]+$`.',
  ],
  [
    '$schema: https://json-schema.org/draft/2020-12/schema\n',
    '1:1',
    '`$schema` must be draft-07 or draft-04, but it is `https://json-schema.org/draft/2020-12/schema`.',
    'Write `https://json-schema.org/draft-07/schema#`.',
  ],
]

describe('a schema file that cannot be used is a finding:', () => {
  it.each(cases)('%j', async (text, place, message, hint) => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': text })
    const repository = await folder.open()
    await repository.inspected()
    const [finding, ...more] = repository.findings()
    expect(more).toEqual([])
    expect({ ...finding, place: `${finding?.line}:${finding?.column}` }).toMatchObject({
      file: `${folder.path}/a/1.0.0.yaml`,
      place,
      message,
      ...(hint === undefined ? {} : { hint }),
    })
    expect(finding).not.toHaveProperty('inForce')
    expect(refused(repository, '/a/1.0.0').message).toContain(message)
  })

  it('JSON with its own words', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.json': '{\n  "type": "object",\n}' })
    const repository = await folder.open()
    await repository.inspected()
    expect(repository.findings()).toMatchObject([
      {
        line: 2,
        column: 19,
        message: 'The file is not JSON: a comma stands before `}` in line 2, column 19.',
        hint: 'Take the last comma out.',
      },
    ])
  })

  it('without being asked for, and without hindering the others', async () => {
    await using folder = new SchemaFolder({
      'a/1.0.0.yaml': 'type: strin',
      'b/1.0.0.yaml': 'type: object',
      'b/current.yaml': ': {',
    })
    const repository = await folder.open()
    await repository.inspected()
    expect(repository.findings().map(({ file }) => file.slice(folder.path.length))).toEqual([
      '/a/1.0.0.yaml',
      '/b/current.yaml',
    ])
    expect(repository.find('/b/1.0.0').found).toBe(true)
    expect(repository.findings()[1]?.inForce).toBe('`1.0.0` stays in force for `b`.')
  })
})
