// Builds dist/: the page and the server by Vite, the server's types by tsc.
import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
// js-yaml would read JavaScript functions as well, and loads a parser of JavaScript for them.
const withoutJavaScriptInYaml = {
  name: 'without-javascript-in-yaml',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === './schema/default_full' ? join(dirname(importer), 'schema/default_safe.js') : undefined,
}
const neverLoaded = ['pino', 'light-my-request', '@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler']
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
rmSync(join(root, 'dist'), { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'tsconfig.build.json')
await buildServer()
await buildPackages()
run('vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn')
chmodSync(join(root, 'dist/server/cli/main.js'), 0o755)

// A few files in place of several hundred: Node takes a third of a start to find and link them. What package.json names
// as a dependency stays outside, and so does what Fastify asks for only where it is used, which is nowhere here: its
// logger, its injected requests, and the compilers of route schemas (server/http/app.ts).
async function buildServer() {
  const { dependencies, optionalDependencies, peerDependencies } = packageJson
  const outside = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: [...outside, ...neverLoaded] },
    build: {
      ssr: true,
      license: { fileName: 'licenses.md' },
      target: 'node20',
      minify: false,
      outDir: 'dist/server',
      emptyOutDir: false,
      rollupOptions: {
        input: { ...publicEntries(), 'cli/check-worker': join(root, 'server/cli/check-worker.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  })
}

// What server/schema/packages.ts asks for when a schema first needs it: a file for each package, beside the chunk that asks.
function buildPackages() {
  const folder = join(root, 'server/schema/packages')
  const files = readdirSync(folder).map(name => [name.replace(/\.cjs$/, ''), join(folder, name)])
  return build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [withoutJavaScriptInYaml],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      license: { fileName: 'licenses.md' },
      target: 'node20',
      minify: false,
      outDir: 'dist/server/chunks/packages',
      emptyOutDir: false,
      rollupOptions: {
        input: Object.fromEntries(files),
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  })
}

// What package.json names, beside the second thread of `schema check`: dist/server/cli/main.js is made of server/cli/main.ts.
function publicEntries() {
  const named = JSON.stringify(packageJson).matchAll(/"(?:\.\/)?dist\/server\/([^"]+)\.js"/g)
  return Object.fromEntries([...named].map(([, name]) => [name, join(root, 'server', `${name}.ts`)]))
}

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
