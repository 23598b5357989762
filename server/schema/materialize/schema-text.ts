import { writeYaml } from '../js-yaml.ts'
import type { JsonObject } from '../source-file.ts'
import { inKeyOrder } from './key-order.ts'

/** The formats a version is written in. */
export type ContentType = 'yaml' | 'json'

/** A schema as it is written to its file, byte for byte as jsonschema-tools does. */
export function schemaText(document: JsonObject, contentType: ContentType): string {
  const ordered = inKeyOrder(document)
  return contentType === 'yaml' ? writeYaml(ordered) : JSON.stringify(ordered, null, 2)
}
