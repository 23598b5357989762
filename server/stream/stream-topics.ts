import { patternOf } from './parse-streams.ts'
import type { StreamConfig, StreamSettings } from './types.ts'

/** The topics of one stream. */
export interface StreamTopics {
  readonly topics: readonly string[]
  /** They are listed in the configuration, not made from the name. */
  readonly areListed: boolean
}

/** Which topics a stream is in, by its settings and the prefixes of the gates. */
export interface StreamDirectory {
  /** The topics of a stream or alias that may be consumed; undefined where there is none of that name. */
  find(name: string): StreamTopics | undefined
  /** Every configured name and alias that may be consumed. */
  names(): readonly string[]
  /** Everything configured, as EventStreamConfig tells it: `stream` and `topics` added. */
  settings(): ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** The same of one stream by the name asked for, a pattern's settings included. */
  settingsOf(name: string): Readonly<Record<string, unknown>> | undefined
}

const validName = /^[a-zA-Z0-9._-]{1,249}$/

/** A directory over a configuration; `prefixes` are those of the gates, `''` among them where one has none. */
export function createStreamDirectory(config: StreamConfig, prefixes: readonly string[]): StreamDirectory {
  function topicsOf(name: string, { all }: StreamSettings): StreamTopics {
    if (Array.isArray(all.topics)) return { topics: all.topics.map(String), areListed: true }
    return { topics: prefixesOf(all).map(prefix => withPrefix(prefix, name)), areListed: false }
  }

  function prefixesOf({ topic_prefixes: own }: StreamSettings['all']): readonly string[] {
    if (own === null) return ['']
    return Array.isArray(own) && own.length > 0 ? own.map(String) : prefixes
  }

  function consumable(name: string, settings: StreamSettings): StreamTopics | undefined {
    const found = topicsOf(name, settings)
    return found.topics.length > 0 ? found : undefined
  }

  function byAlias(name: string): StreamTopics | undefined {
    for (const [stream, settings] of config.all()) {
      if (aliasesOf(settings).includes(name) && !patternOf(stream)) return consumable(stream, settings)
    }
    return undefined
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
      if (aliased || !config.othersAllowed) return aliased
      return { topics: prefixes.map(prefix => withPrefix(prefix, name)), areListed: false }
    },
    names() {
      return [...config.all()].flatMap(([name, settings]) =>
        patternOf(name) || !consumable(name, settings) ? [] : [name, ...aliasesOf(settings)],
      )
    },
    settings: () => new Map([...config.all()].map(([name, settings]) => [name, told(name, name, settings)])),
    settingsOf(name) {
      const own = config.all().get(name)
      if (own) return told(name, name, own)
      const found = [...config.all()].find(([configured]) => patternOf(configured)?.test(name))
      return found && told(name, found[0], found[1])
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
