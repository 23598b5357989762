#!/usr/bin/env node
import { CommanderError } from 'commander'
import { messageOf, SandboxError } from '../base/errors.ts'
import { packageInfo } from '../base/package-root.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { start } from './start.ts'

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
  return failure.code === 'config_invalid' || failure.code === 'folder_missing'
    ? exitCodes.usage
    : exitCodes.cannotStart
}
