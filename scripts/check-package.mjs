// What people install: whatever it loads is installed with it, its types resolve however TypeScript looks for them, and it
// is small.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Asked for by Fastify, ws and js-yaml only for what nobody uses here. */
const neverLoaded = {
  pino: '',
  'light-my-request': '',
  '@fastify/ajv-compiler': '',
  '@fastify/fast-json-stringify-compiler': '',
  bufferutil: '',
  'utf-8-validate': '',
}
const largestBytes = 5_000_000
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-package-'))
process.exitCode = check()
rmSync(folder, { recursive: true })

function check() {
  const missing = missingPackages()
  if (missing.size > 0) {
    process.stdout.write(`dist/server loads what package.json does not depend on: ${[...missing].join(', ')}.\n`)
    return 1
  }
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

// The build takes in what is imported, unless package.json depends on it; what is asked for by `require` is never taken in.
function missingPackages() {
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const installed = { ...dependencies, ...optionalDependencies, ...peerDependencies, ...neverLoaded }
  const files = readdirSync(join(root, 'dist/server'), { recursive: true }).filter(name => name.endsWith('.js'))
  const named = files.flatMap(name => [
    ...readFileSync(join(root, 'dist/server', name), 'utf8').matchAll(
      /(?:^import .*|^\} from |(?<!`)require[\w$]*\(|createRequire\(import\.meta\.url\)\(|\bimport\()"((?:@[\w.-]+\/)?[a-z][\w.-]*)(?:\/[^"]*)?"/gm,
    ),
  ])
  return new Set(named.map(([, name]) => name).filter(name => !isBuiltin(name) && !(name in installed)))
}
