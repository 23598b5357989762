import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The order of docs/architecture.md: a folder imports from itself and from layers below it. */
const layers = [['base'], ['event'], ['schema', 'stream', 'log'], ['intake'], ['rules', 'query'], ['http', 'kafka']]
const implementation = /^(sqlite|kafka-cluster|files)-/

const server = join(import.meta.dirname, '..', 'server')
const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
const imports = files.flatMap(file => importsOf(file).map(to => ({ file, to })))

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

const top = layers.length

function importsOf(file: string): string[] {
  const text = readFileSync(join(server, file), 'utf8')
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
