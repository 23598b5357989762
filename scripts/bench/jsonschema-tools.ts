import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Kept between runs; JSONSCHEMA_TOOLS names another folder with both packages in its node_modules. */
const kept = process.env.JSONSCHEMA_TOOLS ?? join(tmpdir(), 'event-sandbox-jsonschema-tools')

/** Installs jsonschema-tools 1.3.0 and mocha once, for all below `folder`; gives mocha's script, or undefined. */
export function installedTools(folder: string): string | undefined {
  const modules = join(kept, 'node_modules')
  const mocha = join(modules, 'mocha/bin/mocha.js')
  if (!existsSync(mocha)) {
    mkdirSync(kept, { recursive: true })
    writeFileSync(join(kept, 'package.json'), '{"private":true}\n')
    const packages = ['@wikimedia/jsonschema-tools@1.3.0', 'mocha@10']
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages]
    spawnSync('npm', args, { cwd: kept, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  if (!existsSync(mocha)) return undefined
  symlinkSync(modules, join(folder, 'node_modules'))
  return mocha
}
