/** One leaf that two events have, or one of them. */
export interface Leaf {
  readonly pointer: string
  /** As JSON; undefined where the event has nothing here. */
  readonly a: string | undefined
  readonly b: string | undefined
  readonly kind: 'same' | 'content' | 'one' | 'always'
  /** What the difference means, where that can be said. */
  readonly means: string
}

/** All leaves of two events, in the order of their keys; arrays count as leaves. */
export function leavesOf(a: unknown, b: unknown): readonly Leaf[] {
  const valuesA = new Map(leaves(a))
  const valuesB = new Map(leaves(b))
  const pointers = new Set([...valuesA.keys(), ...valuesB.keys()])
  return [...pointers].map(pointer => {
    const inA = valuesA.get(pointer)
    const inB = valuesB.get(pointer)
    const texts = { a: textOf(inA), b: textOf(inB) }
    return { pointer, ...texts, kind: kindOf(pointer, texts.a, texts.b), means: meaningOf(pointer, inA, inB, a) }
  })
}

const mostLeaves = 2000

function leaves(root: unknown): [string, unknown][] {
  const found: [string, unknown][] = []
  add(root, '')
  return found

  function add(value: unknown, pointer: string): void {
    if (found.length >= mostLeaves) return
    const entries = isObject(value) ? Object.entries(value) : []
    if (entries.length === 0) found.push([pointer, value])
    for (const [key, child] of entries) add(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
}

function kindOf(pointer: string, a: string | undefined, b: string | undefined): Leaf['kind'] {
  if (a === b) return 'same'
  // What differs in every event: its times, its ids.
  if (/^\/meta\/(id|dt|request_id)$|^\/dt$|_dt$|timestamp$/.test(pointer)) return 'always'
  return a === undefined || b === undefined ? 'one' : 'content'
}

function meaningOf(pointer: string, a: unknown, b: unknown, wholeA: unknown): string {
  if (a === undefined || b === undefined || a === b) return ''
  if (typeof a === 'number' && typeof b === 'number') return numberMeaning(pointer, a, b, wholeA)
  if (Array.isArray(a) && Array.isArray(b)) return arrayMeaning(a, b)
  if (typeof a !== typeof b || Array.isArray(a) !== Array.isArray(b)) return `${kindWord(a)}, then ${kindWord(b)}`
  const apart = timeApart(a, b)
  return apart ?? ''
}

function numberMeaning(pointer: string, a: number, b: number, wholeA: unknown): string {
  // A number that is another's id: the revision before this one, and the like.
  const same = leaves(wholeA).find(
    ([pointer, value]) => value === b && /(^|_)id$/.test(pointer.split('/').at(-1) ?? ''),
  )
  if (same !== undefined && Math.abs(b) > 1000) return `${same[0].split('/').at(-1)} of A`
  // How far two ids are apart means nothing.
  if (/(^|_)id$/.test(pointer.split('/').at(-1) ?? '')) return ''
  const difference = Math.abs(b - a).toLocaleString('en-US')
  return b > a ? `${difference} more` : `${difference} less`
}

function arrayMeaning(a: readonly unknown[], b: readonly unknown[]): string {
  const left = new Set(a.map(each => JSON.stringify(each)))
  const right = new Set(b.map(each => JSON.stringify(each)))
  const added = [...right].filter(each => !left.has(each)).length
  const removed = [...left].filter(each => !right.has(each)).length
  const items = (number: number) => `${number} item${number === 1 ? '' : 's'}`
  if (added === 0 && removed === 0) return 'another order'
  return [added > 0 ? `${items(added)} added` : '', removed > 0 ? `${items(removed)} removed` : '']
    .filter(Boolean)
    .join(', ')
}

function timeApart(a: unknown, b: unknown): string | undefined {
  const isTime = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
  if (!isTime(a) || !isTime(b)) return undefined
  const seconds = (Date.parse(b) - Date.parse(a)) / 1000
  if (Number.isNaN(seconds)) return undefined
  const size = Math.abs(seconds)
  const words =
    size < 60
      ? `${Number(size.toFixed(3))} s`
      : `${Math.floor(size / 60).toLocaleString('en-US')} min ${Math.round(size % 60)} s`
  return seconds >= 0 ? `${words} later` : `${words} earlier`
}

function kindWord(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
