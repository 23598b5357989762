import { describe, expect, it } from 'vitest'
import { compareVersions, parseSchemaUri } from '../../server/event/schema-uri.ts'

describe('a $schema URI', () => {
  it.each([
    ['/test/event/1.0.0', { title: 'test/event', version: '1.0.0', extension: undefined }],
    ['/test/event/1.0.0#', { title: 'test/event', version: '1.0.0', extension: undefined }],
    ['/test/event/1.0.0.yaml', { title: 'test/event', version: '1.0.0', extension: 'yaml' }],
    ['/test/event/1.0.0.json', { title: 'test/event', version: '1.0.0', extension: 'json' }],
    ['/test/event/latest', { title: 'test/event', version: 'latest', extension: undefined }],
    ['/test/event/current.yaml', { title: 'test/event', version: 'current', extension: 'yaml' }],
    ['/a/1.0.0-rc.1', { title: 'a', version: '1.0.0-rc.1', extension: undefined }],
  ])('%s is read', (uri, parts) => {
    expect(parseSchemaUri(uri)).toEqual({ ok: true, uri: parts })
  })

  it.each([
    [undefined, '`$schema` is missing.'],
    [null, '`$schema` must be a string, but it is null.'],
    [5, '`$schema` must be a string, but it is a number.'],
    [{}, '`$schema` must be a string, but it is an object.'],
    [[], '`$schema` must be a string, but it is an array.'],
    [true, '`$schema` must be a string, but it is a boolean.'],
    ['', '`$schema` must name a schema, but it is empty.'],
    ['#', '`$schema` must name a schema, but it is `#`.'],
    ['/../../etc/passwd', '`$schema` must not contain `..`, `.` or an empty name, but it is `/../../etc/passwd`.'],
    ['/a/./1.0.0', '`$schema` must not contain `..`, `.` or an empty name, but it is `/a/./1.0.0`.'],
    ['/a//1.0.0', '`$schema` must not contain `..`, `.` or an empty name, but it is `/a//1.0.0`.'],
    ['/a/', '`$schema` must not contain `..`, `.` or an empty name, but it is `/a/`.'],
    ['//host/a/1.0.0', '`$schema` must be a path inside the schema repositories, but it is `//host/a/1.0.0`.'],
    ['file:///etc/passwd', '`$schema` must be a path inside the schema repositories, but it is `file:///etc/passwd`.'],
    [
      'http://localhost/a/1.0.0',
      '`$schema` must be a path inside the schema repositories, but it is `http://localhost/a/1.0.0`.',
    ],
    ['C:\\a\\1.0.0', '`$schema` must be a path inside the schema repositories, but it is `C:\\\\a\\\\1.0.0`.'],
    ['/a\\..\\1.0.0', '`$schema` must be a plain path without `\\`, `%`, `?` and `#`, but it is `/a\\\\..\\\\1.0.0`.'],
    ['/%2e%2e/1.0.0', '`$schema` must be a plain path without `\\`, `%`, `?` and `#`, but it is `/%2e%2e/1.0.0`.'],
    [
      '/a/1.0.0#/properties/b',
      '`$schema` must be a plain path without `\\`, `%`, `?` and `#`, but it is `/a/1.0.0#/properties/b`.',
    ],
    ['/a/1.0.0?x', '`$schema` must be a plain path without `\\`, `%`, `?` and `#`, but it is `/a/1.0.0?x`.'],
    ['/a\0/1.0.0', '`$schema` must not contain spaces or control characters, but it is `/a\\u0000/1.0.0`.'],
    ['/a b/1.0.0', '`$schema` must not contain spaces or control characters, but it is `/a b/1.0.0`.'],
    ['a/1.0.0', '`$schema` must begin with a slash, but it is `a/1.0.0`.'],
  ])('%j is refused', (uri, message) => {
    expect(parseSchemaUri(uri)).toMatchObject({
      ok: false,
      problem: { keyword: '$schema', message, hint: expect.any(String) },
    })
  })

  it('of 100,000 characters is refused in a short sentence', () => {
    const parsed = parseSchemaUri(`/${'a'.repeat(100_000)}`)
    expect(parsed.ok ? '' : parsed.problem.message).toMatch(/^`\$schema` must have at most 1,024 characters.{0,120}$/)
  })

  it('with a server in front is answered with the path to send', () => {
    const uri = 'https://schema.wikimedia.org/repositories/primary/jsonschema/test/event/1.0.0'
    const parsed = parseSchemaUri(uri)
    expect(parsed.ok ? '' : parsed.problem.hint).toBe('Send `/test/event/1.0.0`, without the server.')
  })
})

it('versions are in the order of semver', () => {
  const ordered = [
    '0.9.0',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0',
    '1.2.0',
    '1.10.0',
    '2.0.0',
  ]
  expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered)
})
