import { createRequire } from 'node:module'
import type { Ajv, Options } from 'ajv'
import type Ajv6 from 'ajv6'
import type { JsonObject } from './json-object.ts'

/** Ajv 8, and what its keywords are written with. */
type Ajv8 = typeof import('ajv') &
  Pick<typeof import('ajv/dist/compile/util.js'), 'useFunc'> & {
    /** Ajv's own count of a text. */
    readonly codePoints: { readonly code: string }
  }

/** Ajv 8 as it judges by draft-04. */
interface AjvDraft04 {
  readonly default: new (options: Options) => Ajv
}

type Ajv6Formats = (mode: 'fast' | 'full') => Readonly<Record<string, RegExp | ((text: string) => boolean)>>

/** The part of js-yaml 3 used here; it brings no types. */
interface JsYaml3 {
  load(text: string, options: { schema: unknown }): unknown
  safeDump(value: unknown, options: { sortKeys?: (a: string, b: string) => number }): string
  readonly Schema: new (definition: { include: readonly unknown[]; implicit: readonly unknown[] }) => unknown
  readonly core: unknown
  readonly merge: unknown
}

/** How json-schema-merge-allof is called; it brings no types. */
interface MergeAllOf {
  (schema: JsonObject, options: { ignoreAdditionalProperties: boolean; resolvers: Record<string, Resolver> }): unknown
  readonly options: { readonly resolvers: Record<string, Resolver> }
}

/** Merges the values that one keyword has in several schemas. */
export type Resolver = (values: unknown[], path: string[], mergeSchemas: unknown, options: unknown) => unknown

const require = createRequire(import.meta.url)

/**
 * Packages that are loaded when a schema first needs them: a start need not wait. The build makes one file of each, as a
 * hundred small ones take four times as long to find and link.
 */
export const packages = {
  ajv8: (): Ajv8 => require('./packages/ajv8.cjs'),
  ajvDraft04: (): AjvDraft04 => require('./packages/ajv-draft-04.cjs'),
  ajv6: (): typeof Ajv6 => require('./packages/ajv6.cjs'),
  ajv6Formats: (): Ajv6Formats => require('./packages/ajv6-formats.cjs'),
  /** The schemas of schemas that Ajv 6 brings. */
  ajv6Drafts: (): Readonly<Record<'draft-04' | 'draft-07', JsonObject>> => require('./packages/ajv6-drafts.cjs'),
  jsYaml3: (): JsYaml3 => require('./packages/js-yaml3.cjs'),
  refa: (): typeof import('refa') => require('./packages/refa.cjs'),
  mergeAllOf: (): MergeAllOf => require('./packages/json-schema-merge-allof.cjs'),
}
