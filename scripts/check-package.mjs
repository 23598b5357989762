// What people install: its types resolve however TypeScript looks for them, and it is small.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const largestBytes = 5_000_000
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-package-'))
process.exitCode = check()
rmSync(folder, { recursive: true })

function check() {
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (packed.status !== 0) return packed.status ?? 1
  const file = join(folder, JSON.parse(packed.stdout)[0].filename)
  const { size } = statSync(file)
  process.stdout.write(`${(size / 1e6).toFixed(1)} MB\n`)
  if (size > largestBytes) {
    process.stdout.write(`The package is larger than ${largestBytes / 1e6} MB.\n`)
    return 1
  }
  // It is ESM: CommonJS loads it by import().
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const args = [attw, file, '--ignore-rules', 'cjs-resolves-to-esm', '--format', 'ascii']
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1
}
