// Everything that can be said of the code without running it: format and lint, types, layers, dead code, packaging.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const checks = [
  ['Format and lint', '@biomejs/biome/bin/biome', ['check', '.']],
  ['Types', 'typescript/bin/tsc', ['-p', '.']],
  ['Types of the page', 'typescript/bin/tsc', ['-p', 'web']],
  ['Layers and documents', 'vitest/vitest.mjs', ['run', 'test/layers.test.ts', 'test/base/errors.test.ts']],
  ['Dead code', 'knip/bin/knip.js', []],
  ['Packaging', 'publint/src/cli.js', ['--strict']],
  ['Packaged types', '../scripts/check-package.mjs', []],
]

const failed = checks.filter(([name, script, args]) => {
  process.stdout.write(`${name}\n`)
  return (
    spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' })
      .status !== 0
  )
})
process.stdout.write(
  failed.length === 0 ? 'All checks pass.\n' : `Failed: ${failed.map(([name]) => name).join(', ')}.\n`,
)
process.exitCode = failed.length === 0 ? 0 : 1
