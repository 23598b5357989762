import type { ValidateFunction } from 'ajv'
import type { JsonObject } from '../json-object.ts'
import { judgedSchema } from '../judged.ts'
import { compilePlain } from '../validator.ts'

/** Asks Ajv itself, before a witness is shown; each schema is compiled at most once, at the first question. */
export function createProof(schema: JsonObject): (document: unknown) => boolean | undefined {
  let validate: ValidateFunction | undefined
  return document => {
    try {
      validate ??= compilePlain(judgedSchema(schema))
      return validate(document)
    } catch {
      // A schema that Ajv cannot compile proves nothing.
      return undefined
    }
  }
}
