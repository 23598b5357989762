import { createRequire } from 'node:module'

type Ajv8 = typeof import('ajv') & Pick<typeof import('ajv/dist/compile/util.js'), 'useFunc'>

const require = createRequire(import.meta.url)

/** Ajv 8 and what its keywords are written with, loaded for the first schema: a start need not wait for it. */
export function ajv8(): Ajv8 {
  return require('./ajv8-packages.cjs') as Ajv8
}
