import type { JsonObject } from '../json-object.ts'
import type { PlacedSchema } from '../subschemas.ts'
import type { ToolsConfig } from '../tools-config.ts'

/** Something a published schema should not have. */
export interface LintFinding {
  /** jsonschema-tools' name of the test, or one of ours. */
  readonly rule: string
  /** `error` where jsonschema-tools refuses the schema; `warning` for what it lets through. */
  readonly severity: 'error' | 'warning'
  /** RFC 6901, inside the schema. */
  readonly pointer: string
  readonly message: string
  readonly hint?: string
}

/** A rule over one materialized schema. */
export interface LintRule {
  readonly name: string
  /** Whether it looks into several properties at once; all others judge each by itself. */
  readonly readsWhole?: true
  /** `all` are the schema and those inside it. */
  find(schema: JsonObject, config: ToolsConfig, all: readonly PlacedSchema[]): Iterable<Omit<LintFinding, 'rule'>>
}
