import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newerNode } from '../newer-node.ts'

const checkout = join(import.meta.dirname, '..', '..')
const hasOwn = process.getBuiltinModule('node:sqlite' as 'node:fs') !== undefined
const limit = 240_000

describe('the log on node:sqlite', () => {
  it('keeps the whole contract on Node 24', { timeout: limit }, context => {
    if (hasOwn) return context.skip('this Node has node:sqlite: contract.test.ts ran on it')
    const node = newerNode(24)
    if (!node) return context.skip('no Node 24 here, and none could be fetched')

    const vitest = join(checkout, 'node_modules', 'vitest', 'vitest.mjs')
    const args = [vitest, 'run', 'test/log/contract.test.ts', '--reporter=json']
    const { stdout, stderr } = spawnSync(node, args, { cwd: checkout, encoding: 'utf8', timeout: limit - 10_000 })
    const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Report
    const passed = testsOf(report).filter(({ status }) => status === 'passed')
    const failed = testsOf(report).filter(({ status }) => status === 'failed')
    console.log(`on Node 24: ${passed.length} passed, ${failed.length} failed`)
    expect(failed.map(({ fullName }) => fullName)).toEqual([])
    expect(report.success, stderr).toBe(true)
    // The binding of better-sqlite3 was built for this Node: on another one the log takes node:sqlite by itself.
    expect(passed.filter(({ fullName }) => fullName.includes('by node:sqlite')).length).toBeGreaterThan(100)
  })
})

interface Report {
  readonly success: boolean
  readonly testResults: readonly { readonly assertionResults: readonly TestResult[] }[]
}

interface TestResult {
  readonly status: string
  readonly fullName: string
}

function testsOf(report: Report): TestResult[] {
  return report.testResults.flatMap(({ assertionResults }) => assertionResults)
}
