#!/usr/bin/env node
import module from 'node:module'
import { CommanderError } from 'commander'
import { errorCodes, messageOf, SandboxError } from '../base/errors.ts'
import { packageInfo } from '../base/package-root.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'
import type { TypedOptions } from './setting-options.ts'

/** Of the configuration; everything else that somebody asked wrongly has a status from 400 to 499. */
const usageCodes: ReadonlySet<string> = new Set(['config_invalid', 'folder_missing'])

// Node 22.1 and newer keep what they compiled for the next run, as npm has them do: a start takes a fifth less time.
const { enableCompileCache } = module as { enableCompileCache?: () => unknown } // as: the types are Node 20's
enableCompileCache?.()

/** Loaded when it runs: the other commands need none of the sandbox, which takes longer to load than they to run. */
const start = async (options: TypedOptions) => (await import('./start.ts')).start(options)

try {
  await createProgram({ version: packageInfo().version, start }).parseAsync(process.argv)
} catch (failure) {
  process.exitCode = report(failure)
}

function report(failure: unknown): number {
  if (failure instanceof CommanderError) return failure.exitCode === 0 ? exitCodes.fine : exitCodes.usage
  process.stderr.write(`event-sandbox: ${messageOf(failure)}\n`)
  if (!(failure instanceof SandboxError)) {
    if (failure instanceof Error && failure.stack) process.stderr.write(`${failure.stack}\n`)
    return exitCodes.fault
  }
  if (failure.hint) process.stderr.write(`  ${failure.hint}\n`)
  if (failure.code === 'schema_invalid' || failure.code === 'seed_refused') return exitCodes.invalid
  if (failure.code === 'internal') return exitCodes.fault
  const isUsage = usageCodes.has(failure.code) || errorCodes[failure.code].status < 500
  return isUsage ? exitCodes.usage : exitCodes.cannotStart
}
