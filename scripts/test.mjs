// Runs the tests (with --ui the browser tests only) and ends with one line, counted from the runners' own results.
// Further arguments go to vitest: `npm test -- test/log`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const results = mkdtempSync(join(tmpdir(), 'event-sandbox-results-'))
const args = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }

if (!args.includes('--ui')) add(runVitest(args))
if (args.length === 0 || args.includes('--ui')) add(runPlaywright(args.filter(arg => arg !== '--ui')))
rmSync(results, { recursive: true })
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

function runVitest(filters) {
  const file = join(results, 'vitest.json')
  const status = run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...filters,
  ])
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  return counted(status, {
    passed: numPassedTests,
    failed: numFailedTests + unloaded,
    skipped: numPendingTests + numTodoTests,
  })
}

function runPlaywright(filters) {
  const file = join(results, 'playwright.json')
  const status = run('@playwright/test/cli.js', ['test', '--reporter=list,json', ...filters], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'))
  const failed = stats.unexpected + stats.flaky + errors.length
  return counted(status, { passed: stats.expected, failed, skipped: stats.skipped })
}

/** A runner that failed without naming a test still counts as one failure. */
function counted(status, counts) {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function run(script, scriptArgs, env = {}) {
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }
  return spawnSync(process.execPath, [join(root, 'node_modules', script), ...scriptArgs], options).status
}

function add({ passed, failed, skipped }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}
