import { pointerTo } from '../../event/json-pointer.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import type { ToolsConfig } from '../tools-config.ts'
import type { LintFinding } from './types.ts'

/** Properties of which the rules found nothing to say. Versions share most of theirs, so each is judged once. */
export type CleanProperties = WeakSet<object>

const known = new WeakMap<ToolsConfig, Map<string, CleanProperties>>()

/** Those found clean under a configuration by a choice of rules. */
export function cleanUnder(config: ToolsConfig, rules: string): CleanProperties {
  const byRules = known.get(config) ?? new Map<string, CleanProperties>()
  known.set(config, byRules)
  const clean = byRules.get(rules) ?? new WeakSet()
  byRules.set(rules, clean)
  return clean
}

/** The schema with something harmless in place of each clean property. */
export function withoutClean(schema: JsonObject, clean: CleanProperties): JsonObject {
  const { properties } = schema
  if (!isObject(properties)) return schema
  const entries = Object.entries(properties).map(([name, part]) => [
    name,
    isObject(part) && clean.has(part) ? harmless : part,
  ])
  return { ...schema, properties: Object.fromEntries(entries) }
}

const harmless: JsonObject = { type: 'boolean', description: 'Judged before.' }

/** Adds the properties of a schema without a finding in them. */
export function addClean({ properties }: JsonObject, findings: readonly LintFinding[], clean: CleanProperties): void {
  if (!isObject(properties)) return
  const named = new Set(findings.map(({ pointer }) => /^\/properties\/[^/]*/.exec(pointer)?.[0]))
  for (const [name, part] of Object.entries(properties)) {
    if (isObject(part) && !named.has(pointerTo('/properties', name))) clean.add(part)
  }
}
