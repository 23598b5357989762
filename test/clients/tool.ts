import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

/** A program that a test of a client needs, and the Debian packages that bring it. */
export interface Tool {
  readonly packages: readonly string[]
  /** A command that succeeds where the tool is there. */
  readonly check: readonly [program: string, ...args: string[]]
}

const run = promisify(execFile)

/**
 * Why a tool cannot be had, or undefined where it is there. Where this runs as root on a Debian a missing one is
 * installed, as the set-up does with Chromium; elsewhere the tests that need it skip.
 */
export async function missing({ check, packages }: Tool): Promise<string | undefined> {
  if (await succeeds(...check)) return undefined
  const reason = `Needs ${packages.join(', ')}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return reason
  process.stderr.write(`Installing ${packages.join(', ')} ...\n`)
  const install = ['install', '-y', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...packages]
  if (!(await succeeds('apt-get', ...install))) {
    await succeeds('apt-get', 'update', '-qq')
    await succeeds('apt-get', ...install)
  }
  return (await succeeds(...check)) ? undefined : reason
}

async function succeeds(program: string, ...args: string[]): Promise<boolean> {
  try {
    await run(program, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    return true
  } catch {
    return false
  }
}
