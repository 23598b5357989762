import { pointerTo } from '../../event/json-pointer.ts'
import { isObject } from '../json-object.ts'
import type { LintRule } from './types.ts'

/** Hive does not tell `user_id` from `User_Id`. */
export const caseClashRule: LintRule = {
  name: 'column-case-clash',
  *find(_root, _config, all) {
    for (const { schema, pointer } of all) {
      if (!isObject(schema.properties)) continue
      const seen = new Map<string, string>()
      for (const name of Object.keys(schema.properties)) {
        const before = seen.get(name.toLowerCase())
        seen.set(name.toLowerCase(), name)
        if (before === undefined) continue
        const message = `\`${name}\` and \`${before}\` are one column in Hive, where case does not count.`
        yield {
          severity: 'warning',
          pointer: pointerTo(`${pointer}/properties`, name),
          message,
          hint: 'Rename one of them.',
        }
      }
    }
  },
}
