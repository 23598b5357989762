import { pointerTo } from '../../event/json-pointer.ts'
import { isObject } from '../source-file.ts'
import { subschemasOf } from '../subschemas.ts'
import type { LintFinding, LintRule } from './types.ts'

/** Names of properties become names of columns. jsonschema-tools looks at properties and `allOf` only; so do errors. */
export const snakeCaseRule: LintRule = {
  name: 'schema-snake-case-properties',
  find: root => namesIn(root, '', 'error'),
}

const isSnakeCase = (name: string) => /^[$a-z]+[a-z0-9_]*$/.test(name)

function* namesIn(
  schema: unknown,
  at: string,
  severity: LintFinding['severity'],
): Generator<Omit<LintFinding, 'rule'>> {
  if (!isObject(schema)) return
  const properties = isObject(schema.properties) ? schema.properties : {}
  for (const name of Object.keys(properties).filter(one => !isSnakeCase(one))) {
    const pointer = pointerTo(`${at}/properties`, name)
    yield { severity, pointer, message: `\`${name}\` is not in snake_case.`, hint: `Name it \`${snakeCase(name)}\`.` }
  }
  for (const { schema: inner, pointer, keyword } of subschemasOf(schema, at)) {
    const isSeen = keyword === 'properties' || keyword === 'allOf'
    yield* namesIn(inner, pointer, isSeen ? severity : 'warning')
  }
}

function snakeCase(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9$]+/g, '_')
    .toLowerCase()
  const plain = words.replace(/^_+|_+$/g, '')
  return /^[a-z$]/.test(plain) ? plain : `n_${plain}`
}
