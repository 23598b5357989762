import { createRequire } from 'node:module'

type Ajv8 = typeof import('ajv')
type CodeTools = typeof import('ajv/dist/compile/util.js')

const require = createRequire(import.meta.url)
let loaded: (Ajv8 & Pick<CodeTools, 'useFunc'>) | undefined

/** Ajv 8 and what its keywords are written with, loaded for the first schema: 50 ms that a start need not wait. */
export function ajv8(): Ajv8 & Pick<CodeTools, 'useFunc'> {
  if (loaded) return loaded
  const { useFunc }: CodeTools = require('ajv/dist/compile/util.js')
  loaded = { ...(require('ajv') as Ajv8), useFunc }
  return loaded
}
