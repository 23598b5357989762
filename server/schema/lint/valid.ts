import { schemaFault } from '../schema-fault.ts'
import type { LintRule } from './types.ts'

/** As jsonschema-tools, which judges every schema as draft-07. */
export const validRule: LintRule = {
  name: 'schema-is-valid',
  *find(schema, _config, all) {
    const fault = schemaFault(schema, 'draft-07', all)
    if (fault === undefined) return
    const { pointer, message, hint } = fault
    yield { severity: 'error', pointer, message, ...(hint === undefined ? {} : { hint }) }
  },
}
