import { fieldPath, valueAt } from '../../event/field-path.ts'

/** What a consumer may leave out; both are ours, the original gives everything. */
export interface ConsumerFilter {
  /** The same for all who leave out the same. */
  readonly text: string
  /** `discard_canary=true`: without events whose `meta.domain` is canary. */
  readonly discardCanary: boolean
  /** `filter=meta.domain:*.wikipedia.org`: only events whose field is like that; several must all hold. */
  readonly fields: readonly { readonly path: readonly string[]; readonly pattern: RegExp }[]
}

/** Reads the filter of a query string; undefined where `filter` is not `field:value`. */
export function readFilter(query: Readonly<Record<string, unknown>>): ConsumerFilter | undefined {
  const given = [query.filter ?? []].flat().map(String)
  const fields = given.map(text => {
    const [, field, value] = /^([^:]+):(.+)$/s.exec(text) ?? []
    return field === undefined || value === undefined ? undefined : { path: fieldPath(field), pattern: likeText(value) }
  })
  if (fields.includes(undefined)) return undefined
  const discardCanary = query.discard_canary === 'true'
  const text = JSON.stringify([discardCanary, ...given])
  return { text, discardCanary, fields: fields.filter(field => field !== undefined) }
}

/** Whether a consumer wants an event. */
export function passes(event: unknown, { discardCanary, fields }: ConsumerFilter): boolean {
  if (discardCanary && valueAt(event, ['meta', 'domain']) === 'canary') return false
  return fields.every(({ path, pattern }) => {
    const value = valueAt(event, path)
    return value !== undefined && pattern.test(typeof value === 'string' ? value : JSON.stringify(value))
  })
}

function likeText(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's')
}
