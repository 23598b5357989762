import { pointerTo } from '../../event/json-pointer.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import type { LintFinding, LintRule } from './types.ts'

/** One type for each value, so that it can be a column. Errors are those of jsonschema-tools, in its order. */
export const deterministicTypesRule: LintRule = {
  name: 'schema-deterministic-types',
  find(root) {
    const found = new Findings()
    typesIn(root, '', found)
    return found.all
  },
}

/** Gathered as they are found: handing each up through all levels takes three times as long. */
class Findings {
  readonly all: Omit<LintFinding, 'rule'>[] = []

  error(pointer: string, message: string, hint: string): void {
    this.all.push({ severity: 'error', pointer, message, hint })
  }

  warning(pointer: string, message: string, hint: string): void {
    this.all.push({ severity: 'warning', pointer, message, hint })
  }
}

function typesIn(node: unknown, at: string, found: Findings): void {
  if (!isObject(node)) return
  if (Array.isArray(node.type))
    found.error(
      at,
      'A value must have one type, not a list of types.',
      'Keep one type; leave the property out where there is no value.',
    )
  itemsIn(node, at, found)
  mapIn(node, at, found)
  if (Array.isArray(node.enum) && node.enum.includes(null)) {
    found.error(
      `${at}/enum`,
      '`enum` must not contain null: it is a second type.',
      'Take null out; leave the property out instead.',
    )
  }
  for (const [name, property] of Object.entries(isObject(node.properties) ? node.properties : {})) {
    const inner = pointerTo(`${at}/properties`, name)
    if (!isObject(property) || !property.type) found.error(inner, `\`${name}\` has no type.`, 'Add `type`.')
    typesIn(property, inner, found)
  }
  for (const [index, part] of listIn(node.allOf)) typesIn(part, `${at}/allOf/${index}`, found)
  branchesIn(node, at, found)
}

function itemsIn(node: JsonObject, at: string, found: Findings): void {
  if (node.type !== 'array') return
  const { items } = node
  if (!isObject(items) || !items.type) {
    found.error(at, 'A list must say of what type its items are.', 'Add `items: {type: string}`, or what they are.')
  }
  typesIn(items, `${at}/items`, found)
}

function mapIn(node: JsonObject, at: string, found: Findings): void {
  const { type, properties, oneOf, allOf, additionalProperties: values } = node
  if (type !== 'object') return
  const hasSchema = Boolean(properties || oneOf || allOf)
  if (!hasSchema && !values) {
    found.error(
      at,
      "An object must have `properties`, or `additionalProperties` with the type of a map's values.",
      'Add one of them.',
    )
  }
  const inner = `${at}/additionalProperties`
  if (!hasSchema && values === true)
    found.warning(
      inner,
      'The values of this map have no type.',
      'Write `additionalProperties: {type: string}`, or what they are.',
    )
  if (!isObject(values)) return
  if (!values.type) found.warning(inner, 'The values of this map have no type.', 'Add `type`.')
  typesIn(values, inner, found)
}

function branchesIn(node: JsonObject, at: string, found: Findings): void {
  const oneOf = listIn(node.oneOf)
  if (areMixed(oneOf))
    found.error(
      at,
      '`oneOf` has branches of different types or with different required properties.',
      'Let all branches have the same.',
    )
  for (const [index, branch] of oneOf) typesIn(branch, `${at}/oneOf/${index}`, found)
  const anyOf = listIn(node.anyOf)
  if (anyOf.length === 0) return
  const types = new Set(anyOf.map(([, branch]) => JSON.stringify(isObject(branch) ? branch.type : null)))
  if (types.size > 1)
    found.warning(at, '`anyOf` has branches of different types.', 'Let all branches have the same type.')
}

function areMixed(branches: readonly (readonly [number, unknown])[]): boolean {
  const schemas = branches.map(([, branch]) => (isObject(branch) ? branch : {}))
  const [first] = schemas
  if (first === undefined) return false
  if (schemas.some(({ type }) => type !== first.type)) return true
  return first.type === 'object' && schemas.some(({ required }) => namesOf(required) !== namesOf(first.required))
}

function namesOf(required: unknown): string {
  return JSON.stringify(Array.isArray(required) ? [...new Set(required)].sort() : [])
}

function listIn(value: unknown): readonly (readonly [number, unknown])[] {
  return Array.isArray(value) ? [...value.entries()] : none
}

const none: readonly (readonly [number, unknown])[] = []
