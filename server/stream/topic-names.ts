import { patternOf } from './parse-streams.ts'
import type { StreamConfig, StreamSettings } from './types.ts'

type Streams = ReadonlyMap<string, StreamSettings>

/** Topics that were asked for are remembered; a producer may invent them without end. */
const mostRemembered = 10_000

/** Finds the configured stream of a topic: the one whose topics name it, or a prefix before a stream's name. */
export function createTopicNames(
  config: StreamConfig,
  topicsOf: (name: string, settings: StreamSettings) => { readonly topics: readonly string[] },
): (topic: string) => string | undefined {
  let from: Streams | undefined
  let exact = new Map<string, string>()
  let prefixes: readonly string[] = []
  let found = new Map<string, string | undefined>()

  return topic => {
    if (config.all() !== from) read(config.all())
    if (found.has(topic)) return found.get(topic)
    const stream = exact.get(topic) ?? behindPrefix(topic)
    if (found.size < mostRemembered) found.set(topic, stream)
    return stream
  }

  function read(streams: Streams): void {
    from = streams
    found = new Map()
    const named = [...streams].filter(([name]) => !patternOf(name))
    // The first stream that has a topic keeps it.
    exact = new Map(
      named.reverse().flatMap(([name, settings]) => topicsOf(name, settings).topics.map(each => [each, name])),
    )
    const listed = [...streams.values()].flatMap(({ all }) =>
      Array.isArray(all.topic_prefixes) ? all.topic_prefixes : [],
    )
    prefixes = [...new Set(listed.map(String))].filter(Boolean)
  }

  function behindPrefix(topic: string): string | undefined {
    const names = prefixes.filter(prefix => topic.startsWith(prefix)).map(prefix => topic.slice(prefix.length))
    return names.find(name => config.find(name) !== undefined)
  }
}
