import type { Pair, YAMLMap } from 'yaml'
import { yaml } from '../base/yaml.ts'
import type { SettingOrigin } from './types.ts'

/** Where a setting of a stream or pattern stands in a text. */
type OriginOf = (configured: string, setting: string) => SettingOrigin | undefined

/** Finds settings in the text of a stream configuration, YAML or JSON; `path` leads to the streams in it. */
export function readOrigins(
  text: string,
  { file, path }: Pick<SettingOrigin, 'file' | 'path'>,
  objectPath: readonly string[],
): OriginOf {
  const { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } = yaml()
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true })
  const root = objectPath.reduce<unknown>((node, key) => valueIn(node, key), document.contents)
  const mediaWikis = valueIn(root, 'wgEventStreams')
  const streams = mediaWikis ?? root
  const defaults = mediaWikis === undefined ? undefined : valueIn(root, 'wgEventStreamsDefaultSettings')

  return (configured, setting) => {
    const own = pairIn(entryOf(configured), setting)
    const pair = own ?? pairIn(defaults, setting)
    return pair && originOf(pair, own === undefined)
  }

  // Keyed by name, or in a list (or under a number, as PHP has lists) by `stream`.
  function entryOf(name: string): unknown {
    const resolved = resolve(streams)
    if (isSeq(resolved)) return resolved.items.find(item => hasName(item, name))
    const named = valueIn(resolved, name)
    if (named !== undefined || !isMap(resolved)) return named
    return resolved.items.map(({ value }) => value).find(value => hasName(value, name))
  }

  function hasName(entry: unknown, name: string): boolean {
    const stream = valueIn(entry, 'stream')
    return isScalar(stream) && stream.value === name
  }

  function originOf({ key, value }: Pair, isDefault: boolean): SettingOrigin {
    const start = rangeOf(key)?.[0] ?? 0
    const end = rangeOf(value)?.[1] ?? start
    const lastLetter = start + text.slice(start, end).trimEnd().length - 1
    const line = lines.linePos(start).line
    return { file, path, line, endLine: Math.max(line, lines.linePos(lastLetter).line), isDefault }
  }

  function valueIn(node: unknown, key: string): unknown {
    return pairIn(node, key)?.value ?? undefined
  }

  function pairIn(node: unknown, key: string): Pair | undefined {
    const map = resolve(node)
    if (!isMap(map)) return undefined
    return map.items.find(pair => nameOf(pair) === key) ?? mergedPair(map, key)
  }

  function mergedPair(map: YAMLMap, key: string): Pair | undefined {
    const sources = map.items.filter(pair => nameOf(pair) === '<<').map(({ value }) => resolve(value))
    return sources
      .flatMap(source => (isSeq(source) ? source.items : [source]))
      .map(source => pairIn(source, key))
      .find(found => found !== undefined)
  }

  function resolve(node: unknown): unknown {
    return isAlias(node) ? node.resolve(document) : node
  }
}

function nameOf({ key }: Pair): string | undefined {
  if (!yaml().isScalar(key)) return undefined
  // A merge key is a symbol once it was understood as one.
  return typeof key.value === 'symbol' ? key.value.description : String(key.value)
}

function rangeOf(node: unknown): readonly number[] | undefined {
  return (node as { range?: readonly number[] } | null)?.range
}
