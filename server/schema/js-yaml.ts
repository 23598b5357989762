import { createRequire } from 'node:module'

/** The value of a YAML text as js-yaml 3 reads it, but for dates, which stay strings. Throws where it is not YAML. */
export function readYaml(text: string): unknown {
  const { load, plain } = jsYaml()
  return load(text, { schema: plain })
}

/**
 * The YAML of a value as js-yaml 3 writes it: its quotes and line folds are what git has of a schema repository.
 * `sortKeys` puts the keys of every object in order.
 */
export function writeYaml(value: unknown, sortKeys?: (a: string, b: string) => number): string {
  return jsYaml().safeDump(value, sortKeys ? { sortKeys } : {})
}

/** The part of js-yaml 3 used here; it brings no types. */
interface JsYaml {
  load(text: string, options: { schema: unknown }): unknown
  safeDump(value: unknown, options: { sortKeys?: (a: string, b: string) => number }): string
  readonly Schema: new (definition: { include: readonly unknown[]; implicit: readonly unknown[] }) => unknown
  readonly CORE_SCHEMA: unknown
}

const require = createRequire(import.meta.url)
let loaded: (JsYaml & { readonly plain: unknown }) | undefined

/** Loaded for the first file. `plain` is without timestamps, binaries and sets: nothing of them is JSON. */
function jsYaml(): JsYaml & { readonly plain: unknown } {
  if (loaded) return loaded
  const yaml: JsYaml = require('js-yaml3')
  const merge: unknown = require('js-yaml3/lib/js-yaml/type/merge')
  loaded = { ...yaml, plain: new yaml.Schema({ include: [yaml.CORE_SCHEMA], implicit: [merge] }) }
  return loaded
}
