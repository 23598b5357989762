/** The keys of an RFC 6901 pointer: `/a~1b/0` is `['a/b', '0']`, the empty pointer is `[]`. */
export function keysOf(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The pointer to `key` of what `parent` points to. */
export function pointerTo(parent: string, key: string | number): string {
  const text = String(key)
  // Most keys need no escaping, and looking whether one does is quicker than escaping it.
  if (!text.includes('/') && !text.includes('~')) return `${parent}/${text}`
  return `${parent}/${text.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The pointer to what contains this, and the last key; undefined for the root. */
export function parentOf(pointer: string): { readonly parent: string; readonly key: string } | undefined {
  const cut = pointer.lastIndexOf('/')
  if (cut === -1) return undefined
  const key = keysOf(pointer.slice(cut))[0]
  return key === undefined ? undefined : { parent: pointer.slice(0, cut), key }
}

/** The value a pointer leads to, or undefined; only own properties count, of arrays the items. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root
  for (const key of keysOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    if (Array.isArray(value) && !/^\d+$/.test(key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** A pointer as people write it: `/page/tags/2/odd key` is `page.tags[2]["odd key"]`. */
export function dotted(pointer: string): string {
  let name = ''
  for (const key of keysOf(pointer)) {
    if (/^(?:0|[1-9]\d*)$/.test(key)) name += `[${key}]`
    else if (/^[\w$@-]+$/.test(key)) name += name === '' ? key : `.${key}`
    else name += `[${JSON.stringify(key)}]`
  }
  return name
}

/** What a value has of a pointer: the pointer itself, or the nearest above it. */
export function nearestPointer(value: unknown, pointer: string): string {
  let at = ''
  for (const key of keysOf(pointer)) {
    if (valueAt(value, pointerTo(at, key)) === undefined) break
    at = pointerTo(at, key)
  }
  return at
}
