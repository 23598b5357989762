// Builds dist/: the page and the server by Vite, the server's types by tsc.
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
rmSync(join(root, 'dist'), { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'tsconfig.build.json')
await buildServer()
run('vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn')
chmodSync(join(root, 'dist/server/cli/main.js'), 0o755)

// A few files in place of several hundred: Node takes a fifth of a start to find and link them. Packages stay outside.
async function buildServer() {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      outDir: 'dist/server',
      emptyOutDir: false,
      rollupOptions: {
        input: publicEntries(),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  })
}

// What package.json names: dist/server/cli/main.js is made of server/cli/main.ts.
function publicEntries() {
  const named = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"(?:\.\/)?dist\/server\/([^"]+)\.js"/g)
  return Object.fromEntries([...named].map(([, name]) => [name, join(root, 'server', `${name}.ts`)]))
}

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
