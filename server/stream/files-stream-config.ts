import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { messageOf, SandboxError } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import { pause } from '../base/pause.ts'
import { isEvent as isObject } from '../event/event.ts'
import { parseStreams } from './parse-streams.ts'
import { createStreamLookup } from './stream-config.ts'
import type { StreamConfig, StreamConfigSource, StreamSettings } from './types.ts'

const betweenTriesMs = 250
const requestLimitMs = 10_000

/**
 * Reads stream configuration from a file or URL. What cannot be read later leaves the last good state in force.
 * @throws SandboxError config_invalid where the first reading fails.
 */
export async function openStreamConfig(source: StreamConfigSource, logger: Logger): Promise<StreamConfig> {
  const stopping = new AbortController()
  let streams: ReadonlyMap<string, StreamSettings> = await read(source, stopping.signal)
  let find = createStreamLookup(streams)
  let problem: string | undefined
  const running = source.refreshMs ? refresh(source.refreshMs) : undefined
  const watcher = source.watch && !isWeb(source.uri) ? await watchFile(pathOf(source.uri)) : undefined

  return {
    find: stream => find(stream),
    all: () => streams,
    othersAllowed: source.othersAllowed,
    get problem() {
      return problem
    },
    async close() {
      stopping.abort()
      await watcher?.close()
      await running
    },
  }

  async function reload(): Promise<void> {
    try {
      streams = await read(source, stopping.signal)
      find = createStreamLookup(streams)
      if (problem) logger.info(`${source.uri} can be read again.`)
      problem = undefined
    } catch (failure) {
      if (stopping.signal.aborted) return
      problem = messageOf(failure)
      logger.warn(`${problem} The last good stream configuration stays in force.`)
    }
  }

  async function refresh(everyMs: number): Promise<void> {
    for (;;) {
      await pause(everyMs, stopping.signal)
      if (stopping.signal.aborted) return
      await reload()
    }
  }

  async function watchFile(path: string) {
    const { watch } = await import('chokidar')
    const watching = watch(path, {
      ignoreInitial: true,
      awaitWriteFinish: { stabilityThreshold: 30, pollInterval: 10 },
    })
    watching.on('all', () => void reload())
    await new Promise<void>(resolve => watching.once('ready', () => resolve()))
    return watching
  }
}

async function read(source: StreamConfigSource, signal: AbortSignal): Promise<ReadonlyMap<string, StreamSettings>> {
  const content = await readTrying(source, signal, source.retries ?? 0)
  const path = source.objectPath?.split('.') ?? []
  const found = path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), content)
  return parseStreams(found, source.uri)
}

async function readTrying(source: StreamConfigSource, signal: AbortSignal, left: number): Promise<unknown> {
  try {
    return parse(await textOf(source, signal))
  } catch (cause) {
    if (left > 0 && !signal.aborted) {
      await pause(betweenTriesMs, signal)
      return readTrying(source, signal, left - 1)
    }
    throw new SandboxError(
      'config_invalid',
      `The stream configuration ${source.uri} cannot be read: ${messageOf(cause)}.`,
      {
        hint: 'Give a file or URL with a map of stream names to settings, as YAML or JSON.',
        cause,
      },
    )
  }
}

async function textOf({ uri, headers }: StreamConfigSource, signal: AbortSignal): Promise<string> {
  if (!isWeb(uri)) return readFile(pathOf(uri), 'utf8')
  const limit = AbortSignal.any([signal, AbortSignal.timeout(requestLimitMs)])
  const answer = await fetch(uri, { headers: { ...headers }, signal: limit })
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`)
  return answer.text()
}

function isWeb(uri: string): boolean {
  return /^https?:/.test(uri)
}

function pathOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri
}
