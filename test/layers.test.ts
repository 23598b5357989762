import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The order of docs/architecture.md: a folder imports from itself and from layers below it. */
const layers = [
  ['base'],
  ['event'],
  ['schema', 'stream', 'log'],
  ['intake'],
  ['rules', 'query'],
  ['faults'],
  ['http', 'kafka'],
  ['config'],
]
const implementation = /^(sqlite|kafka-cluster|files)-/

const server = join(import.meta.dirname, '..', 'server')
const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
const imports = files.flatMap(file => importsOf(server, file).map(to => ({ file, to })))
const web = join(import.meta.dirname, '..', 'web', 'src')
const pageFiles = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(file => /\.tsx?$/.test(file))

describe('the layers', () => {
  it('reads every import there is', () => expect(imports.length).toBeGreaterThan(files.length))

  it.each(imports.filter(({ file, to }) => layerOf(file) !== top && folderOf(file) !== folderOf(to)))(
    '$file imports from below: $to',
    ({ file, to }) => expect(layerOf(to)).toBeLessThan(layerOf(file)),
  )

  it.each(imports.filter(({ file, to }) => isImplementation(to) && folderOf(file) !== folderOf(to)))(
    'only sandbox.ts chooses an implementation: $file, $to',
    ({ file }) => expect(file).toBe('sandbox.ts'),
  )
})

describe('the start', () => {
  // Each is loaded when first used: `import type`, `createRequire` or `import()`.
  it.each([
    'ajv',
    'ajv6',
    'yaml',
    'js-yaml3',
    'json-schema-merge-allof',
    'chokidar',
    'ws',
    'snappy',
    'lz4-napi',
    'open',
  ])('does not wait for the package %s', name => {
    const waits = new RegExp(`^import (?!type ).* from '${name}(?:/.*)?'$`, 'm')
    expect(files.filter(file => waits.test(textOf(server, file)))).toEqual([])
  })
})

describe('the page', () => {
  const reached = new Set(files.filter(file => file.startsWith(join('query', 'language'))))
  for (const file of reached) for (const to of importsOf(server, file)) reached.add(to)

  it('imports of the server only the search language, and what that is written with', () => {
    const foreign = pageFiles.flatMap(file => importsOf(web, file).filter(to => to.startsWith('..')))
    expect(foreign.filter(to => !reached.has(relative(join('..', '..', 'server'), to)))).toEqual([])
  })

  it('gets nothing with it that needs Node', () => {
    const needNode = [...reached].filter(file => /from 'node:|\bBuffer\b|\bprocess\./.test(textOf(server, file)))
    expect(needNode).toEqual([])
  })
})

const top = layers.length

function textOf(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function importsOf(root: string, file: string): string[] {
  const text = textOf(root, file)
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(match => match[1] ?? '')
  return specifiers.map(specifier => normalize(join(dirname(file), specifier)))
}

function folderOf(file: string): string {
  return file.includes(sep) ? (file.split(sep)[0] ?? '') : ''
}

function layerOf(file: string): number {
  const layer = layers.findIndex(folders => folders.includes(folderOf(file)))
  return layer < 0 ? top : layer
}

function isImplementation(file: string): boolean {
  return implementation.test(file.split(sep).at(-1) ?? '')
}
