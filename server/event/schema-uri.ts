import type { Problem } from './problem.ts'

/** The parts of a `$schema` URI such as `/test/event/1.0.0.yaml`. */
export interface SchemaUri {
  readonly title: string
  /** As it was written: `1.0.0`, `latest`, `current`, or something that no schema has. */
  readonly version: string
  readonly extension: 'yaml' | 'json' | undefined
}

/** The parts of a URI, or why it cannot be one. */
export type ParsedSchemaUri =
  | { readonly ok: true; readonly uri: SchemaUri }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Reads what an event has in `$schema`. Whatever could lead out of a schema repository is refused here, by its form
 * alone: no file is looked at. A `#` at the end is allowed, as in EventGate.
 */
export function parseSchemaUri(value: unknown): ParsedSchemaUri {
  if (typeof value !== 'string') return refusedValue(value)
  const path = value.endsWith('#') ? value.slice(0, -1) : value
  for (const { breaks, says, hint } of rules) {
    if (!breaks(path)) continue
    return { ok: false, problem: schemaProblem(`\`$schema\` ${says()}, but it is ${shown(value)}.`, hint(path)) }
  }
  const keys = path.slice(1).split('/')
  const last = keys.pop() ?? ''
  const [, version = last, extension] = /^(.+)\.(yaml|json)$/.exec(last) ?? []
  return { ok: true, uri: { title: keys.join('/'), version, extension: extension as SchemaUri['extension'] } }
}

/** A problem with the event's `$schema`; `pointer` is the root where the key is missing. */
export function schemaProblem(message: string, hint: string, pointer = '/$schema'): Problem {
  return { pointer, keyword: '$schema', message, hint }
}

/** `title/1.0.0` parts of a version by semver, or undefined where it is none. */
export function semverOf(version: string): Semver | undefined {
  const [, major, minor, patch, pre] = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/.exec(version) ?? []
  if (major === undefined) return undefined
  return { numbers: [Number(major), Number(minor), Number(patch)], pre: pre?.split('.') }
}

/** A version's three numbers, and the parts of its pre-release label where it has one. */
export interface Semver {
  readonly numbers: readonly [number, number, number]
  readonly pre: readonly string[] | undefined
}

/** Sorts versions ascending by semver 2.0 precedence (section 11). */
export function compareVersions(a: string, b: string): number {
  const left = semverOf(a)
  const right = semverOf(b)
  if (left === undefined || right === undefined) return a < b ? -1 : a > b ? 1 : 0
  for (const at of [0, 1, 2] as const) {
    const difference = left.numbers[at] - right.numbers[at]
    if (difference !== 0) return difference
  }
  return comparePre(left.pre, right.pre)
}

function comparePre(a: readonly string[] | undefined, b: readonly string[] | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  for (let at = 0; ; at++) {
    const [left, right] = [a[at], b[at]]
    if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? -1 : 1
    if (left === right) continue
    const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)]
    if (leftIsNumber && rightIsNumber) return Number(left) - Number(right)
    if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1
    return left < right ? -1 : 1
  }
}

const longest = 1024

const rules: readonly {
  readonly breaks: (path: string) => boolean
  readonly says: () => string
  readonly hint: (path: string) => string
}[] = [
  {
    breaks: path => path === '',
    says: () => 'must name a schema',
    hint: () => 'Send a URI such as `/test/event/1.0.0`.',
  },
  {
    breaks: path => path.length > longest,
    // When it is needed: Node takes 15 ms to write its first number of a language.
    says: () => `must have at most ${longest.toLocaleString('en')} characters`,
    hint: () => 'Send a URI such as `/test/event/1.0.0`.',
  },
  {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    breaks: path => /[\u0000-\u0020\u007f]/.test(path),
    says: () => 'must not contain spaces or control characters',
    hint: () => 'Take them out.',
  },
  {
    breaks: path => /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(path),
    says: () => 'must be a path inside the schema repositories',
    hint: path => {
      const inside = /^https?:\/\/[^/]+(?:\/repositories\/[^/]+\/jsonschema)?(\/[^?#]+\/\d+\.\d+\.\d+)/i.exec(path)?.[1]
      return inside ? `Send \`${inside}\`, without the server.` : 'Send a URI such as `/test/event/1.0.0`.'
    },
  },
  {
    breaks: path => /[\\%?#]/.test(path),
    says: () => 'must be a plain path without `\\`, `%`, `?` and `#`',
    hint: path => (path.includes('#') ? 'Name the whole schema, not a part of it.' : 'Write the path plainly.'),
  },
  {
    breaks: path => !path.startsWith('/'),
    says: () => 'must begin with a slash',
    hint: path => (path.startsWith('.') ? 'Send a URI such as `/test/event/1.0.0`.' : `Send \`/${path}\`.`),
  },
  {
    breaks: path => path.split('/').some((key, at) => (key === '' && at > 0) || key === '.' || key === '..'),
    says: () => 'must not contain `..`, `.` or an empty name',
    hint: path =>
      path.includes('..') ? 'Schemas are read from inside the repositories only.' : `Send \`${tidied(path)}\`.`,
  },
]

function refusedValue(value: unknown): ParsedSchemaUri {
  const hint = 'Send the URI of a schema, such as `/test/event/1.0.0`.'
  if (value === undefined) return { ok: false, problem: schemaProblem('`$schema` is missing.', hint, '') }
  const is = value === null ? 'null' : Array.isArray(value) ? 'an array' : `${article(typeof value)} ${typeof value}`
  return { ok: false, problem: schemaProblem(`\`$schema\` must be a string, but it is ${is}.`, hint) }
}

const article = (word: string) => (/^[aeiou]/.test(word) ? 'an' : 'a')

function tidied(path: string): string {
  const keys = path.split('/').filter(key => key !== '' && key !== '.')
  return `/${keys.join('/')}`
}

function shown(value: string): string {
  if (value === '') return 'empty'
  const text = JSON.stringify(value).slice(1, -1)
  return text.length > 80 ? `\`${text.slice(0, 60)}…\`, ${value.length.toLocaleString('en')} characters` : `\`${text}\``
}
