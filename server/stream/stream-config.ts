import { patternOf } from './parse-streams.ts'
import type { StreamConfig, StreamSettings } from './types.ts'

type Streams = ReadonlyMap<string, StreamSettings>

/** Finds streams by name or pattern; what was found once is found again without trying the patterns. */
export function createStreamLookup(streams: Streams): (stream: string) => StreamSettings | undefined {
  const patterns = [...streams].flatMap(([name, settings]) => {
    const pattern = patternOf(name)
    return pattern ? [{ pattern, settings }] : []
  })
  const found = new Map<string, StreamSettings | undefined>()

  return stream => {
    const known = found.get(stream)
    if (known !== undefined || found.has(stream)) return known
    const settings = streams.get(stream) ?? patterns.find(({ pattern }) => pattern.test(stream))?.settings
    // A producer may invent streams without end.
    if (found.size < 10_000) found.set(stream, settings)
    return settings
  }
}

const noStreams: Streams = new Map()

/** No configuration: every stream is allowed, and learned from its first event. */
export const noStreamConfig: StreamConfig = {
  find: () => undefined,
  all: () => noStreams,
  originOf: () => undefined,
  othersAllowed: true,
  problem: undefined,
  close: () => Promise.resolve(),
}

/** The streams of `config` for which `wanted` holds, as production's gates each serve their own. */
export function narrowed(config: StreamConfig, wanted: (settings: StreamSettings) => boolean): StreamConfig {
  const all = madeOnce(
    () => [config.all()],
    ([streams = noStreams]) => new Map([...streams].filter(([, settings]) => wanted(settings))),
  )
  return {
    find(stream) {
      const settings = config.find(stream)
      return settings && wanted(settings) ? settings : undefined
    },
    all,
    originOf: (configured, setting) => config.originOf(configured, setting),
    get othersAllowed() {
      return config.othersAllowed
    },
    get problem() {
      return config.problem
    },
    close: () => Promise.resolve(),
  }
}

/** What several gates have configured, as one: the first that has a name wins. */
export function joined(configs: readonly StreamConfig[]): StreamConfig {
  const all = madeOnce(
    () => configs.map(config => config.all()),
    every => new Map([...every].reverse().flatMap(streams => [...streams])),
  )
  return {
    find: stream => configs.map(config => config.find(stream)).find(found => found !== undefined),
    all,
    originOf: (configured, setting) =>
      configs.find(config => config.all().has(configured))?.originOf(configured, setting),
    get othersAllowed() {
      return configs.some(({ othersAllowed }) => othersAllowed)
    },
    get problem() {
      return configs.map(({ problem }) => problem).find(found => found !== undefined)
    },
    close: () => Promise.resolve(),
  }
}

// A configuration is replaced whole when it is saved; what is made of it stays until then.
function madeOnce(sources: () => readonly Streams[], make: (sources: readonly Streams[]) => Streams): () => Streams {
  let from: readonly Streams[] | undefined
  let made = noStreams
  return () => {
    const now = sources()
    if (!from || now.some((streams, index) => streams !== from?.[index])) {
      from = now
      made = make(now)
    }
    return made
  }
}
