import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SchemaFolder } from './repository.ts'

/** A clone of https://github.com/json-schema-org/JSON-Schema-Test-Suite: no package on npm carries it. */
const suite = process.env.JSON_SCHEMA_TEST_SUITE ?? join(import.meta.dirname, '../../../JSON-Schema-Test-Suite')
const folder = join(suite, 'tests/draft7')

interface Group {
  readonly file: string
  readonly description: string
  readonly schema: unknown
  readonly tests: readonly { readonly description: string; readonly data: object; readonly valid: boolean }[]
}

/** What is different here on purpose: docs/schemas.md has the reasons. */
const exceptions: readonly (readonly [reason: string, RegExp, cases: number])[] = [
  ['a foreign address is not fetched', /^refRemote\.json /, 23],
  ['a format that EventGate does not know', /^format\.json (?:idn-email|idn-hostname|iri|iri-reference) format /, 24],
  ['defaults are written into the event', /^default\.json .*(?:invalid default is used|not filled in)/, 3],
  ['keys beside a $ref count', /^ref\.json ref overrides any sibling keywords ref valid, maxItems ignored$/, 1],
  ['a $ref inside enum is followed', /^ref\.json naive replacement of \$ref .*(?:exact match|enum exactly)$/, 2],
  ['Ajv passes over a property named __proto__', /^properties\.json .*__proto__ not valid$/, 1],
]

describe.skipIf(!existsSync(folder))('the JSON-Schema-Test-Suite for draft-07 (a clone beside the checkout)', () => {
  it('passes from the file to the verdict, but for what is named', async () => {
    const groups = groupsIn(folder)
    const files = groups.map(({ schema }, at) => {
      // A schema file holds an object.
      const content = typeof schema === 'boolean' ? { allOf: [schema] } : schema
      return [`suite/case-${at}/1.0.0.json`, JSON.stringify(content)]
    })
    await using repository = new SchemaFolder(Object.fromEntries(files))
    const schemas = await repository.open()
    const different = groups.flatMap(({ file, description, tests }, at) => {
      const found = schemas.find(`/suite/case-${at}/1.0.0`)
      return tests
        .filter(({ data, valid }) => !found.found || found.schema.accepts(structuredClone(data)) !== valid)
        .map(test => `${file} ${description} ${test.description}`)
    })
    expect(different.filter(name => !exceptions.some(([, pattern]) => pattern.test(name)))).toEqual([])
    const counted = exceptions.map(([reason, pattern]) => [reason, different.filter(name => pattern.test(name)).length])
    expect(counted).toEqual(exceptions.map(([reason, , cases]) => [reason, cases]))
    const all = groups.flatMap(({ tests }) => tests).length
    console.log(`${all - different.length} of ${all} cases pass, ${different.length} are exceptions`)
  })
})

function groupsIn(path: string): readonly Group[] {
  const files = readdirSync(path).filter(name => name.endsWith('.json'))
  return files.flatMap(file => {
    const groups: readonly Omit<Group, 'file'>[] = JSON.parse(readFileSync(join(path, file), 'utf8'))
    return groups.map(group => ({ ...group, file }))
  })
}
