import { regExpOf } from '../accepts.ts'
import type { JsonObject } from '../json-object.ts'
import { schemasIn } from '../subschemas.ts'
import type { ToolsConfig } from '../tools-config.ts'
import { boundsRule } from './bounds.ts'
import { addClean, cleanUnder, withoutClean } from './clean-properties.ts'
import { caseClashRule } from './column-names.ts'
import { descriptionRule, dtRule, examplesRule, metaStreamRule } from './conventions.ts'
import { deterministicTypesRule } from './deterministic-types.ts'
import { exampleIdRule, exampleValidRule } from './examples.ts'
import { hiveTypesRule } from './hive-types.ts'
import { requiredExistRule } from './required-exist.ts'
import { secureRule } from './secure.ts'
import { snakeCaseRule } from './snake-case.ts'
import type { LintFinding, LintRule } from './types.ts'
import { unknownKeywordRule } from './unknown-keywords.ts'
import { validRule } from './valid.ts'

/**
 * Judges a materialized schema by every rule that its configuration does not skip, jsonschema-tools' rules first.
 * `theirs` leaves ours out: of a version that was published long ago nothing can be improved.
 */
export function lintSchema(
  schema: JsonObject,
  config: ToolsConfig,
  by: 'all' | 'theirs' = 'all',
): readonly LintFinding[] {
  const skipped = skippedRules(schema, config)
  const clean = cleanUnder(config, [by, ...skipped].join(' '))
  const unknown = withoutClean(schema, clean)
  const all = schemasIn(unknown)
  const invalid = skipped.has(validRule.name) ? [] : [...validRule.find(schema, config, all)]
  // What is no schema cannot be walked through as one.
  if (invalid.length > 0) return invalid.map(finding => ({ rule: validRule.name, ...finding }))
  const rules = (by === 'all' ? [...theirs, ...ours] : theirs).filter(({ name }) => !skipped.has(name))
  const findings = rules.flatMap(rule => {
    const looked = rule.readsWhole ? schema : unknown
    return [...rule.find(looked, config, all)].map(finding => ({ rule: rule.name, ...finding }))
  })
  addClean(unknown, findings, clean)
  return findings
}

/** Whether a schema is left alone altogether. */
export function isIgnored(schema: JsonObject, { ignoreSchemas }: ToolsConfig): boolean {
  return ignoreSchemas.some(pattern => regExpOf(pattern)?.test(idOf(schema)))
}

/** The names of the rules that `skipSchemaTestCases` takes away from a schema, by its `$id`. */
export function skippedRules(schema: JsonObject, config: ToolsConfig): ReadonlySet<string> {
  const id = idOf(schema)
  const names = new Set<string>()
  for (const { pattern, rules } of skipsOf(config)) if (pattern.test(id)) for (const rule of rules) names.add(rule)
  return names
}

interface Skip {
  readonly pattern: RegExp
  readonly rules: readonly string[]
}

const skips = new WeakMap<ToolsConfig, readonly Skip[]>()

/** What a configuration skips, read once. */
function skipsOf(config: ToolsConfig): readonly Skip[] {
  const known = skips.get(config)
  if (known) return known
  const made = Object.entries(config.skipSchemaTestCases).flatMap(([text, rules]) => {
    const pattern = regExpOf(text)
    return pattern ? [{ pattern, rules }] : []
  })
  skips.set(config, made)
  return made
}

/** jsonschema-tools' eight; the first of them is asked before. */
const theirs: readonly LintRule[] = [
  secureRule,
  snakeCaseRule,
  deterministicTypesRule,
  requiredExistRule,
  exampleIdRule,
  exampleValidRule,
  boundsRule,
]
const ours: readonly LintRule[] = [
  unknownKeywordRule,
  caseClashRule,
  hiveTypesRule,
  metaStreamRule,
  dtRule,
  examplesRule,
  descriptionRule,
]

function idOf({ $id }: JsonObject): string {
  return typeof $id === 'string' ? $id : ''
}
