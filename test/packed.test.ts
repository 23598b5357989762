import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testEvent } from './front-door.ts'
import { newerNode } from './newer-node.ts'

const root = join(import.meta.dirname, '..')
const limit = 240_000
let folder: string
let main: string

// As `npm install event-sandbox --ignore-scripts` (npm 12's default) leaves it: without better-sqlite3's binding.
beforeAll(() => {
  if (!existsSync(join(root, 'dist/web/index.html'))) throw new Error('Build first: npm run build.')
  folder = mkdtempSync(join(tmpdir(), 'event-sandbox-packed-'))
  npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder)
  const tarball = readdirSync(folder).find(name => name.endsWith('.tgz')) ?? ''
  mkdirSync(join(folder, 'app'))
  npm(join(folder, 'app'), 'install', '--ignore-scripts', '--no-audit', '--no-fund', join(folder, tarball))
  main = join(folder, 'app/node_modules/event-sandbox/dist/server/cli/main.js')
}, limit)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', [...args, '--loglevel=error'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

function run(node: string, ...args: string[]) {
  const child = spawn(node, [main, '--json', '--port', '0', '--kafka-port', '0', ...args], { cwd: join(folder, 'app') })
  const exited = once(child, 'close')
  let stderr = ''
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  const ready = async () => {
    const ended = exited.then(([code]) => Promise.reject(new Error(`It ended with ${code}: ${stderr}`)))
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])
    return JSON.parse(line) as { readonly url: string }
  }
  return { child, exited, ready, stderr: () => stderr }
}

describe.each([24, 26] as const)('the packed product on Node %i, installed without scripts', version => {
  it('starts, takes an event and shows the page', { timeout: limit }, async context => {
    const node = newerNode(version)
    if (node === undefined) return context.skip(`Node ${version} cannot be had here.`)
    const { child, exited, ready } = run(node)
    const { url } = await ready()
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(testEvent()) })
    expect(answer.status).toBe(201)
    const page = await (await fetch(url)).text()
    const script = /src="([^"]+\.js)"/.exec(page)?.[1]
    expect((await fetch(`${url}${script}`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await exited).toEqual([143, null])
  })
})

describe('the packed product on a Node without any SQLite', () => {
  it('says what to do', { timeout: limit }, async context => {
    const hasOwn = process.getBuiltinModule('node:sqlite' as 'node:fs') !== undefined
    if (hasOwn) return context.skip('This Node brings SQLite.')
    const { exited, stderr } = run(process.execPath)
    expect(await exited).toEqual([3, null])
    expect(stderr()).toMatch(/better-sqlite3/)
  })
})

it('packs under 5 MB, with the page and the example schemas as regular files', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
      cwd: root,
      encoding: 'utf8',
    }),
  ) as [{ size: number; files: { path: string }[] }]
  expect(packed.size).toBeLessThan(5_000_000)
  const paths = packed.files.map(({ path }) => path)
  for (const path of [
    'dist/web/index.html',
    'dist/server/index.d.ts',
    'schemas/jsonschema/test/event/1.0.0.yaml',
    'schemas/streams.yaml',
    'LICENSE',
  ]) {
    expect(paths).toContain(path)
  }
})
