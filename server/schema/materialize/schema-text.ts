import { writeYaml } from '../js-yaml.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { compareKeys, inKeyOrder } from './key-order.ts'

/** The formats a version is written in. */
export type ContentType = 'yaml' | 'json'

/** A schema as it is written to its file, byte for byte as jsonschema-tools does. */
export function schemaText(document: JsonObject, contentType: ContentType): string {
  // In order already but for keys like `10`, which every object has first.
  return contentType === 'yaml' ? writeYaml(inKeyOrder(document), compareKeys) : jsonText(document, '\n')
}

/** One schema as by itself, several as a list of them. */
export function schemasText(documents: readonly JsonObject[], contentType: ContentType): string {
  const [first, ...more] = documents
  if (first !== undefined && more.length === 0) return schemaText(first, contentType)
  return contentType === 'yaml' ? writeYaml(documents.map(inKeyOrder), compareKeys) : jsonText(documents, '\n')
}

/** As json-stable-stringify writes it: also what is empty takes two lines. */
function jsonText(value: unknown, line: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${line}  `
  const parts = isObject(value)
    ? Object.keys(value)
        .sort(compareKeys)
        .map(key => `${inner}${JSON.stringify(key)}: ${jsonText(value[key], inner)}`)
    : (value as readonly unknown[]).map(item => inner + jsonText(item, inner)) // as: a list
  return isObject(value) ? `{${parts.join(',')}${line}}` : `[${parts.join(',')}${line}]`
}
