import { systemClock } from '../../server/base/clock.ts'
import { silentLogger } from '../../server/base/logger.ts'
import type { TypedOptions } from '../../server/cli/setting-options.ts'
import { builtInSchemas } from '../../server/config/built-in.ts'
import { configure } from '../../server/config/configure.ts'
import { openSandbox } from '../../server/sandbox.ts'

/** Starts what options and files of the working directory say, on free ports and in memory, and stops it. */
export async function startAndStop(typed: TypedOptions): Promise<void> {
  const cwd = process.cwd()
  const { values, gates } = configure({ options: typed, env: process.env, cwd, builtInSchemas })
  const kafkaPort = values.kafkaPort === null ? null : 0
  const settings = { ...values, port: 0, kafkaPort, storage: 'memory', watch: false }
  const sandbox = await openSandbox(settings, gates, { cwd, clock: systemClock, logger: silentLogger })
  await sandbox.stop()
}
