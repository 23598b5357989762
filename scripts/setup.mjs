// Brings a fresh clone to where it runs: packages, build, and with --browser a Chromium for the browser tests.
// Node built-ins only, as nothing else is there yet. What is up to date is left alone.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sources = ['server', 'web', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs']

checkNode()
ensure('node_modules/.set-up', ['package-lock.json'], 'Installing packages', 'npm', ['ci', '--no-audit', '--no-fund'])
ensure('dist/.built', sources, 'Building', process.execPath, ['scripts/build.mjs'])
if (process.argv.includes('--browser')) await ensureBrowser()

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`Node ${process.versions.node} is too old. Install Node 20.19 or newer.`)
}

/** Runs a command unless the stamp it left behind says that the same inputs have been through it. */
function ensure(stamp, inputs, saying, command, args) {
  const wanted = fingerprint(inputs)
  const stampFile = join(root, stamp)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  process.stderr.write(`${saying} ...\n`)
  if (!run(command, args)) stop(`${saying} failed. The lines above say why.`)
  writeFileSync(stampFile, wanted)
}

function fingerprint(inputs) {
  const hash = createHash('sha256').update(process.versions.modules)
  for (const file of inputs.flatMap(input => filesIn(input))) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesIn(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  const entries = path.includes('.') ? [] : readdirSync(full, { withFileTypes: true, recursive: true })
  if (entries.length === 0) return [path]
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

async function ensureBrowser() {
  const { findChromium } = await import('./find-chromium.mjs')
  if (findChromium()) return
  process.stderr.write('Installing Chromium for the browser tests ...\n')
  if (run('npx', ['playwright', 'install', 'chromium']) && findChromium()) return
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (
    isDebianRoot &&
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', 'chromium']) &&
    findChromium()
  )
    return
  stop('The browser tests need a Chromium. Install Chromium or Chrome, or set CHROMIUM_PATH to its executable.')
}

function run(command, args) {
  const isWindows = process.platform === 'win32'
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: isWindows }).status === 0
}

function stop(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
