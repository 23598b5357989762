// Builds dist/: the server by tsc, the page by Vite.
import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
rmSync(join(root, 'dist'), { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'tsconfig.build.json')
run('vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn')
chmodSync(join(root, 'dist/server/cli/main.js'), 0o755)

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
