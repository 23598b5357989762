import { patternOf } from './parse-streams.ts'
import { createTopicNames } from './topic-names.ts'
import type { SettingOrigin, StreamConfig, StreamSettings } from './types.ts'

/** The topics of one stream. */
export interface StreamTopics {
  readonly topics: readonly string[]
  /** They are listed in the configuration, not made from the name. */
  readonly areListed: boolean
}

/** A stream as it is known: configured under its name or by a pattern, or learned from its first event. */
export interface KnownStream extends StreamTopics {
  readonly name: string
  /** The name or `/pattern/` under which it is configured; undefined where it was learned. */
  readonly configured: string | undefined
  readonly settings: StreamSettings
  readonly aliases: readonly string[]
}

/** Which topics a stream is in, by its settings and the prefixes of the gates. */
export interface StreamDirectory {
  /** The topics of a stream or alias that may be consumed; undefined where there is none of that name. */
  find(name: string): StreamTopics | undefined
  /** Every stream that is configured by its name, then those that were learned. */
  known(): readonly KnownStream[]
  /** What is known of a name or alias, also where a pattern configures it. */
  describe(name: string): KnownStream | undefined
  /** Every configured or learned name and alias that may be consumed. */
  names(): readonly string[]
  /** The configured stream that a topic belongs to; undefined where none claims it. */
  streamOf(topic: string): string | undefined
  /** Everything known, as EventStreamConfig tells it: `stream` and `topics` added. */
  settings(): ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** The same of one stream by the name asked for, a pattern's settings included. */
  settingsOf(name: string): Readonly<Record<string, unknown>> | undefined
  /** Everything known, as a configuration file has it. */
  written(): ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** Where a setting was written. */
  originOf(configured: string, setting: string): SettingOrigin | undefined
  /** Whether a stream that is not configured is allowed all the same. */
  readonly othersAllowed: boolean
  /** What is wrong with the configuration now; the last good one stays in force. */
  readonly problem: string | undefined
}

const validName = /^[a-zA-Z0-9._-]{1,249}$/

/**
 * A directory over a configuration. `prefixes` are those of the gates, `''` among them where one has none; `learned` are
 * the streams that events have named without being configured.
 */
export function createStreamDirectory(parts: {
  config: StreamConfig
  prefixes: readonly string[]
  learned: () => ReadonlyMap<string, StreamSettings>
}): StreamDirectory {
  const { config, prefixes } = parts
  const streamOf = createTopicNames(config, topicsOf)

  function topicsOf(name: string, { all }: StreamSettings): StreamTopics {
    if (Array.isArray(all.topics)) return { topics: all.topics.map(String), areListed: true }
    return { topics: prefixesOf(all).map(prefix => withPrefix(prefix, name)), areListed: false }
  }

  function prefixesOf({ topic_prefixes: own }: StreamSettings['all']): readonly string[] {
    if (own === null) return ['']
    return Array.isArray(own) && own.length > 0 ? own.map(String) : prefixes
  }

  function learned(): ReadonlyMap<string, StreamSettings> {
    return config.othersAllowed ? parts.learned() : new Map()
  }

  function consumable(name: string, settings: StreamSettings): StreamTopics | undefined {
    const found = topicsOf(name, settings)
    return found.topics.length > 0 ? found : undefined
  }

  function byAlias(name: string): [stream: string, settings: StreamSettings] | undefined {
    return [...config.all()].find(([stream, settings]) => aliasesOf(settings).includes(name) && !patternOf(stream))
  }

  // By its own name before the patterns, these in their order.
  function configuredAs(name: string): [configured: string, settings: StreamSettings] | undefined {
    const own = config.all().get(name)
    return own ? [name, own] : [...config.all()].find(([configured]) => patternOf(configured)?.test(name))
  }

  function knownAs(name: string, configured: string | undefined, settings: StreamSettings): KnownStream {
    return { name, configured, settings, aliases: aliasesOf(settings), ...topicsOf(name, settings) }
  }

  function told(asked: string, configured: string, settings: StreamSettings): Readonly<Record<string, unknown>> {
    const pattern = asked === configured ? patternOf(configured) : undefined
    const topics = pattern ? [patternTopic(configured, prefixesOf(settings.all))] : topicsOf(asked, settings).topics
    return { ...settings.all, stream: configured, topics }
  }

  return {
    find(name) {
      if (!validName.test(name) || name.startsWith('_sandbox.')) return undefined
      const settings = config.all().get(name)
      if (settings) return consumable(name, settings)
      const aliased = byAlias(name)
      if (aliased) return consumable(...aliased)
      if (!config.othersAllowed) return undefined
      return { topics: prefixes.map(prefix => withPrefix(prefix, name)), areListed: false }
    },
    known() {
      const configured = [...config.all()].filter(([name]) => !patternOf(name))
      return [
        ...configured.map(([name, settings]) => knownAs(name, name, settings)),
        ...[...learned()].map(([name, settings]) => knownAs(name, undefined, settings)),
      ]
    },
    describe(name) {
      const found = configuredAs(name)
      if (found) return knownAs(name, ...found)
      const aliased = byAlias(name)
      if (aliased) return knownAs(aliased[0], ...aliased)
      const settings = learned().get(name)
      return settings && knownAs(name, undefined, settings)
    },
    names() {
      const configured = [...config.all()].flatMap(([name, settings]) =>
        patternOf(name) || !consumable(name, settings) ? [] : [name, ...aliasesOf(settings)],
      )
      return [...new Set([...configured, ...learned().keys()])]
    },
    streamOf,
    settings() {
      const all = [...config.all(), ...learned()]
      return new Map(all.map(([name, settings]) => [name, told(name, name, settings)]))
    },
    settingsOf(name) {
      const found = configuredAs(name)
      if (found) return told(name, ...found)
      const known = learned().get(name)
      return known && told(name, name, known)
    },
    written: () => new Map([...config.all(), ...learned()].map(([name, { all }]) => [name, all])),
    originOf: (configured, setting) => config.originOf(configured, setting),
    get othersAllowed() {
      return config.othersAllowed
    },
    get problem() {
      return config.problem
    },
  }
}

function aliasesOf({ all }: StreamSettings): readonly string[] {
  return Array.isArray(all.stream_aliases) ? all.stream_aliases.map(String) : []
}

// eventgate-wikimedia gives no prefix to these.
function withPrefix(prefix: string, name: string): string {
  return name.startsWith('eventlogging_') ? name : prefix + name
}

// The pattern of a stream as the pattern of its topics: the prefixes as alternatives, a leading ^ kept in front.
function patternTopic(name: string, prefixes: readonly string[]): string {
  const [, anchor = '', rest = ''] = /^\/(\^?)(.*)$/s.exec(name) ?? []
  const alternatives = prefixes.map(prefix => prefix.replace(/[.\\+*?[^\]$(){}=!<>|:\-#/]/g, '\\$&'))
  return alternatives.join('') === '' ? name : `/${anchor}(${alternatives.join('|')})${rest}`
}
