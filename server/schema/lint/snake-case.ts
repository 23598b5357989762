import { pointerTo } from '../../event/json-pointer.ts'
import { isObject } from '../json-object.ts'
import type { LintRule } from './types.ts'

/** Names of properties become names of columns. jsonschema-tools looks at properties and `allOf` only; so do errors. */
export const snakeCaseRule: LintRule = {
  name: 'schema-snake-case-properties',
  *find(_root, _config, all) {
    for (const { schema, pointer, way } of all) {
      if (!isObject(schema.properties)) continue
      for (const name of Object.keys(schema.properties)) {
        if (/^[$a-z]+[a-z0-9_]*$/.test(name)) continue
        const severity = way.fields ? 'error' : 'warning'
        const hint = `Name it \`${snakeCase(name)}\`.`
        const message = `\`${name}\` is not in snake_case.`
        yield { severity, pointer: pointerTo(`${pointer}/properties`, name), message, hint }
      }
    }
  },
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
