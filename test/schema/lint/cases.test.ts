import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../server/schema/json-object.ts'
import { lintSchema } from '../../../server/schema/lint/lint.ts'
import { toolsConfig } from '../../../server/schema/tools-config.ts'
import { hasShared, shared } from '../../shared.ts'
import { readJson } from '../real-files.ts'

interface Case {
  readonly id: string
  readonly kind: 'violating' | 'clean'
  readonly level: 'robustness' | 'structure' | 'beyond-jsonschema-tools'
  readonly rule: string
  readonly pointer: string
  readonly schema?: JsonObject
}

const { cases } = (hasShared
  ? readJson(shared('cases', 'schemas', 'convention-cases.json'))
  : { cases: [] }) as unknown as { cases: readonly Case[] }
const config = toolsConfig({})
const robustness = cases.filter(({ level }) => level === 'robustness')
const beyond = cases.filter(({ level }) => level === 'beyond-jsonschema-tools')
const clean = cases.filter(({ kind, schema }) => kind === 'clean' && schema)

describe.skipIf(!hasShared)('the convention cases (the folder ../shared is needed)', () => {
  it.each(robustness)('$id: one rule of jsonschema-tools is broken, $rule', ({ schema = {}, rule }) => {
    const errors = lintSchema(schema, config).filter(({ severity }) => severity === 'error')
    expect(new Set(errors.map(finding => finding.rule))).toEqual(new Set([rule]))
  })

  it.each(beyond)('$id: jsonschema-tools lets it through, here $rule warns', ({ schema = {}, rule, pointer }) => {
    const findings = lintSchema(schema, config)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(findings).toContainEqual(expect.objectContaining({ rule, pointer, severity: 'warning' }))
  })

  it.each(clean)('$id: no error', ({ schema = {} }) => {
    expect(lintSchema(schema, config).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('points to the same places as the cases', () => {
    const same = robustness.filter(({ schema = {}, pointer }) =>
      lintSchema(schema, config).some(finding => finding.pointer === pointer),
    )
    const other = robustness.filter(one => !same.includes(one)).map(({ id }) => id)
    console.log(`${same.length} of ${robustness.length} pointers as in the cases; others: ${other.join(', ')}`)
    expect(other.length).toBeLessThanOrEqual(2)
  })
})
