import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { messageOf, SandboxError } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import { pause } from '../base/pause.ts'
import { yaml } from '../base/yaml.ts'
import { isEvent as isObject } from '../event/event.ts'
import { parseStreams } from './parse-streams.ts'
import { readOrigins } from './setting-origins.ts'
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
  let text = await textTrying(source, stopping.signal)
  let streams = streamsIn(text, source)
  let find = createStreamLookup(streams)
  // Read at the first question: a start does not need it.
  let origins: ReturnType<typeof readOrigins> | undefined
  let problem: string | undefined
  let reloading = Promise.resolve()
  const running = source.refreshMs ? refresh(source.refreshMs) : undefined
  const watcher = source.watch && !isWeb(source.uri) ? await watchFile(pathOf(source.uri)) : undefined

  return {
    find: stream => find(stream),
    all: () => streams,
    originOf(configured, setting) {
      origins ??= readOrigins(text, fileOf(source), objectPathOf(source, parsed(text, source)))
      return origins(configured, setting)
    },
    othersAllowed: source.othersAllowed,
    get problem() {
      return problem
    },
    async close() {
      stopping.abort()
      await watcher?.close()
      await running
      await reloading
    },
  }

  // One after the other, so that an older answer never takes the place of a newer one.
  function reload(): Promise<void> {
    reloading = reloading.then(() => reloadNow())
    return reloading
  }

  async function reloadNow(): Promise<void> {
    try {
      const now = await textTrying(source, stopping.signal)
      // Settings that are the same stay the same objects: what was worked out for them is kept.
      if (now === text && problem === undefined) return
      streams = streamsIn(now, source)
      find = createStreamLookup(streams)
      text = now
      origins = undefined
      problem = undefined
      logger.info(`Stream configuration reloaded from ${source.shown ?? source.uri}: ${streams.size} streams.`, {
        event: 'streams',
      })
    } catch (failure) {
      if (stopping.signal.aborted) return
      const isKnown = problem === messageOf(failure)
      problem = messageOf(failure)
      if (!isKnown) logger.warn(`${problem} The last good stream configuration stays in force.`, { event: 'streams' })
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

function streamsIn(text: string, source: StreamConfigSource): ReadonlyMap<string, StreamSettings> {
  const content = parsed(text, source)
  const path = objectPathOf(source, content)
  const found = path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), content)
  return parseStreams(found, source.shown ?? source.uri)
}

// MediaWiki's API answers {streams: {...}}, which may have been saved as a file.
function objectPathOf({ objectPath, uri }: StreamConfigSource, content: unknown): readonly string[] {
  if (objectPath !== undefined) return objectPath.split('.')
  const isAnswer = isObject(content) && isObject(content.streams)
  return isAnswer && (isWeb(uri) || Object.keys(content).length === 1) ? ['streams'] : []
}

function fileOf({ uri, shown = uri }: StreamConfigSource) {
  return { file: shown, path: isWeb(uri) ? null : pathOf(uri) }
}

function parsed(text: string, source: StreamConfigSource): unknown {
  try {
    // As js-yaml reads it for EventGate: with merge keys.
    return yaml().parse(text, { merge: true })
  } catch (cause) {
    throw unreadable(source, cause)
  }
}

async function textTrying(source: StreamConfigSource, signal: AbortSignal): Promise<string> {
  for (let left = source.retries ?? 0; ; left--) {
    try {
      return await textOf(source, signal)
    } catch (cause) {
      if (left === 0 || signal.aborted) throw unreadable(source, cause)
      await pause(betweenTriesMs, signal)
    }
  }
}

function unreadable({ uri, shown = uri }: StreamConfigSource, cause: unknown): SandboxError {
  return new SandboxError('config_invalid', `The stream configuration ${shown} cannot be read: ${reasonOf(cause)}.`, {
    hint: 'Give a file or URL with a map of stream names to settings, as YAML or JSON.',
    cause,
  })
}

// fetch says only that it failed, and hides why; a YAML error goes on with a picture of the line.
function reasonOf(failure: unknown): string {
  const { cause } = failure as { cause?: unknown }
  const [line = ''] = messageOf(cause instanceof Error ? cause : failure).split('\n', 1)
  return line.replace(/[.:]$/, '')
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
