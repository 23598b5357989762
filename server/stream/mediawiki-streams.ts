import { isEvent as isObject } from '../event/event.ts'

/**
 * MediaWiki's `$wgEventStreams` with `$wgEventStreamsDefaultSettings`, as a map of names to settings: each stream's own
 * settings over the defaults (PHP's array_replace_recursive). Entries are keyed by name, or have it in `stream`.
 */
export function fromMediaWiki(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { wgEventStreams, wgEventStreamsDefaultSettings: defaults = {} } = content
  const streams = isObject(wgEventStreams) || Array.isArray(wgEventStreams) ? Object.entries(wgEventStreams) : []
  return Object.fromEntries(
    streams.map(([key, own]) => {
      const named = isObject(own) && typeof own.stream === 'string' && /^\d+$/.test(key) ? own.stream : key
      return [named, replaceRecursive(defaults, own)]
    }),
  )
}

/** Whether configuration is in MediaWiki's shape. */
export function isMediaWikis(content: unknown): content is Readonly<Record<string, unknown>> {
  return isObject(content) && 'wgEventStreams' in content
}

function replaceRecursive(base: unknown, own: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(own)) {
    const length = Math.max(base.length, own.length)
    return Array.from({ length }, (_, at) => (at < own.length ? replaceRecursive(base[at], own[at]) : base[at]))
  }
  if (!isObject(base) || !isObject(own)) return own
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(own)) merged[key] = replaceRecursive(base[key], value)
  return merged
}
