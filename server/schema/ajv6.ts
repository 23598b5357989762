import type Ajv6 from 'ajv6'
import { messageOf } from '../base/errors.ts'
import type { JsonObject } from './json-object.ts'
import { packages } from './packages.ts'
import type { Ajv6Error, Ajv6Refusal } from './types.ts'

/** Opens what a `$ref` names, as it stands in its file; undefined where no folder has it. */
export type OpenDocument = (uri: string) => JsonObject | undefined

/**
 * Judges by Ajv 6 as EventGate does: the schema as it stands in its file, references compiled as references, so that
 * `schemaPath` and the order of the errors are EventGate's. Fills the schema's defaults into the event, as EventGate's
 * answer shows it. Compiles at the first refusal; most schemas never come so far.
 */
export function createAjv6(document: JsonObject, dereferenced: JsonObject, open: OpenDocument) {
  let asItStands: Ajv6.ValidateFunction | undefined
  let inPlace: Ajv6.ValidateFunction | undefined

  return (event: object): Ajv6Refusal => {
    asItStands ??= compile(document, open)
    if (!asItStands(event)) return refusal(asItStands.errors)
    // Ajv 6 does not see keys beside a `$ref`, our verdict does.
    inPlace ??= compile(dereferenced, open)
    return refusal(inPlace(event) ? [] : inPlace.errors)
  }
}

/** What EventGate says of a schema that cannot be used: Ajv 6's message, or undefined where Ajv 6 would use it. */
export function ajv6Complaint(document: JsonObject, open: OpenDocument): string | undefined {
  try {
    compile(document, open, { validateSchema: true })
    return undefined
  } catch (failure) {
    return messageOf(failure)
  }
}

function compile(
  document: JsonObject,
  open: OpenDocument,
  { validateSchema = false }: { validateSchema?: boolean } = {},
): Ajv6.ValidateFunction {
  const Ajv = packages.ajv6()
  const drafts = packages.ajv6Drafts()
  // EventGate's options; the messages about schemas go to its log, not into the answer.
  const ajv = new Ajv({ allErrors: true, useDefaults: true, schemaId: 'auto', validateSchema, logger: false })
  ajv.addMetaSchema(drafts['draft-04'])
  ajv.addMetaSchema({ ...drafts['draft-07'], $id: 'https://json-schema.org/draft-07/schema#' })
  for (;;) {
    try {
      return ajv.compile(document)
    } catch (failure) {
      const missing = failure instanceof Ajv.MissingRefError ? failure.missingSchema : undefined
      const target = missing === undefined ? undefined : open(missing)
      if (missing === undefined || target === undefined || ajv.getSchema(missing)) throw failure
      ajv.addSchema(target, missing)
    }
  }
}

function refusal(errors: readonly Ajv6.ErrorObject[] | null | undefined): Ajv6Refusal {
  const listed = (errors ?? []) as readonly Ajv6Error[]
  return { errors: listed, errorsText: listed.map(({ dataPath, message }) => `'${dataPath}' ${message}`).join(', ') }
}
