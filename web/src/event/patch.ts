import type { PatchOperation, Problem } from '../wire.ts'

/** A copy of the event with these corrections. A renamed key keeps its place among the others. */
export function corrected(event: unknown, problems: readonly Problem[]): unknown {
  const operations = problems.flatMap(problem => problem.fix?.patch ?? [])
  // Renaming comes last: the other paths name the keys as they were sent.
  const ordered = [
    ...operations.filter(each => each.op === 'replace'),
    ...operations.filter(each => each.op === 'move'),
  ]
  return ordered.reduce(applied, structuredClone(event))
}

function applied(event: unknown, operation: PatchOperation): unknown {
  const path = partsOf(operation.op === 'replace' ? operation.path : operation.from)
  if (operation.op === 'replace') return changedAt(event, path, () => operation.value)
  const to = partsOf(operation.path)
  const isRename = path.slice(0, -1).join('/') === to.slice(0, -1).join('/')
  if (isRename)
    return changedAt(event, path.slice(0, -1), parent => renamed(parent, path.at(-1) ?? '', to.at(-1) ?? ''))
  const value = valueAt(event, path)
  return changedAt(removedAt(event, path), to, () => value)
}

/** RFC 6901: the parts of a pointer. */
export function partsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function changedAt(value: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return change(value)
  if (Array.isArray(value)) return value.with(Number(key), changedAt(value[Number(key)], rest, change))
  const holder = recordOf(value)
  return { ...holder, [key]: changedAt(holder[key], rest, change) }
}

function removedAt(value: unknown, path: readonly string[]): unknown {
  return changedAt(value, path.slice(0, -1), parent => {
    const { [path.at(-1) ?? '']: _removed, ...rest } = recordOf(parent)
    return rest
  })
}

function renamed(parent: unknown, from: string, to: string): unknown {
  return Object.fromEntries(Object.entries(recordOf(parent)).map(([key, value]) => [key === from ? to : key, value]))
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((at, key) => (Array.isArray(at) ? at[Number(key)] : recordOf(at)[key]), value)
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
