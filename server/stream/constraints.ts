import { isEvent as isObject } from '../event/event.ts'
import { patternOf } from './parse-streams.ts'

/** Constraints on stream settings, nested as `a[b]=c` nests them; the values are texts. */
export interface Constraints {
  readonly [key: string]: string | Constraints
}

/** Reads `k=v|k[sub]=v`; each is split at its first `=`. */
export function parseConstraints(text: string): Constraints {
  const constraints: Record<string, string | Constraints> = Object.create(null)
  for (const part of text.split('|').filter(Boolean)) {
    const at = part.indexOf('=')
    const key = at < 0 ? part : part.slice(0, at)
    const [, name = key, brackets = ''] = /^([^[]*)((?:\[[^\]]*\])*)$/.exec(key) ?? []
    const path = [name, ...[...brackets.matchAll(/\[([^\]]*)\]/g)].map(match => match[1] ?? '')]
    setPath(constraints, path, at < 0 ? '' : part.slice(at + 1))
  }
  return constraints
}

/** Whether settings have what is asked, compared as PHP compares texts: true is "1", false is "", null is nothing. */
export function matches(settings: unknown, constraints: Constraints): boolean {
  return Object.entries(constraints).every(([key, wanted]) => {
    const value = isObject(settings) && Object.hasOwn(settings, key) ? settings[key] : undefined
    if (value === undefined || value === null) return false
    if (typeof wanted !== 'string') return typeof value === 'object' && matches(value, wanted)
    if (typeof value === 'object') return false
    if (key === 'stream' && typeof value === 'string')
      return value === wanted || Boolean(patternOf(value)?.test(wanted))
    return phpText(value) === wanted
  })
}

function phpText(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : ''
  return String(value)
}

function setPath(target: Record<string, string | Constraints>, path: readonly string[], value: string): void {
  let holder = target
  for (const key of path.slice(0, -1)) {
    const next = holder[key]
    const inner: Record<string, string | Constraints> = typeof next === 'object' ? { ...next } : Object.create(null)
    holder[key] = inner
    holder = inner
  }
  holder[path.at(-1) ?? ''] = value
}
