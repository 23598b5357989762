import { createRequire } from 'node:module'

type Jsonc = typeof import('jsonc-parser')

let loaded: Jsonc | undefined

/** The package `jsonc-parser`, loaded for the first text that needs it: most of what is read is YAML, or valid JSON. */
export function jsonc(): Jsonc {
  loaded ??= createRequire(import.meta.url)('jsonc-parser') as Jsonc
  return loaded
}
