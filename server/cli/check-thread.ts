import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { SeenVersion } from '../schema/check/seen-versions.ts'
import type { ListedFile } from '../schema/listing.ts'
import type { ToolsConfig } from '../schema/tools-config.ts'
import type { RepositoryFolder } from '../schema/types.ts'
import type { Checked } from './schema-reporters.ts'
import type { TitleCheckOptions } from './title-checks.ts'

/** A second thread that checks titles from the end of a list, while this one begins at its front. */
export interface CheckThread {
  /** Takes titles until all are claimed, one task after the other. Rejects where the thread fails: then nobody knows what they have. */
  help(task: CheckTask): Promise<CheckHelp>
  close(): Promise<void>
}

/** What a thread is told: plain data. */
export interface CheckTask extends TitleCheckOptions {
  readonly folders: readonly RepositoryFolder[]
  readonly files: readonly (readonly ListedFile[])[]
  readonly leadingOut: readonly string[]
  readonly repository: string
  readonly config: ToolsConfig
  readonly seenFile: string | undefined
  readonly titles: readonly string[]
  /** How many titles are claimed, by both. */
  readonly claims: Int32Array<SharedArrayBuffer>
}

/** What a thread has found. */
export interface CheckHelp {
  /** In the order it took them, from the end. */
  readonly checked: readonly Checked[]
  /** What was seen for the first time. */
  readonly seen: readonly SeenVersion[]
}

/**
 * Starts the thread; undefined where no second processor is free for it, or where the source runs, which no thread can
 * load.
 */
export function startCheckThread(): CheckThread | undefined {
  const script = fileURLToPath(new URL('../cli/check-worker.js', import.meta.url))
  if (availableParallelism() < 2 || isBusyMachine() || !existsSync(script)) return undefined
  const worker = new Worker(script, { execArgv: [] })
  const waiting: ((help: CheckHelp) => void)[] = []
  worker.on('message', (help: CheckHelp) => waiting.shift()?.(help))
  const failed = new Promise<never>((_, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The second thread of the check ended without a result.')))
  })
  failed.catch(() => {})
  return {
    help(task) {
      const answered = new Promise<CheckHelp>(resolve => waiting.push(resolve))
      worker.postMessage(task)
      const result = Promise.race([answered, failed])
      // Nobody waits for it where this thread has done all before.
      result.catch(() => {})
      return result
    },
    async close() {
      await worker.terminate()
    },
  }
}

/**
 * Whether this process had to wait for a processor since it began: then another thread would only take turns with it.
 * On a machine with nothing else to do a start takes as much processor time as time.
 */
function isBusyMachine(): boolean {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 < 0.75 * performance.now()
}

/** The titles that nobody else has claimed, one after the other. */
export function* claimed(titles: readonly string[], claims: Int32Array): Generator<string> {
  for (const title of titles) {
    if (Atomics.add(claims, 0, 1) >= titles.length) return
    yield title
  }
}
