import { nearest } from '../../base/nearest.ts'
import { pointerTo } from '../../event/json-pointer.ts'
import type { LintRule } from './types.ts'

/** A keyword that no draft knows does nothing: the real repositories have 26 times `mexLength`. */
export const unknownKeywordRule: LintRule = {
  name: 'unknown-keyword',
  *find(_root, _config, all) {
    for (const { schema, pointer } of all) {
      for (const keyword of Object.keys(schema)) {
        if (known.has(keyword) || keyword.startsWith('x-')) continue
        const near = nearest(keyword, known)
        const message = `\`${keyword}\` is no keyword of JSON Schema; it has no effect.`
        const hint = near ? `Write \`${near}\`.` : 'Take it out, or name it `x-…` where it is meant for people.'
        yield { severity: 'warning', pointer: pointerTo(pointer, keyword), message, hint }
      }
    }
  },
}

const known: ReadonlySet<string> = new Set(
  `$comment $id $ref $schema additionalItems additionalProperties allOf anyOf const contains contentEncoding
  contentMediaType default definitions dependencies description else enum examples exclusiveMaximum exclusiveMinimum
  format if items maximum maxItems maxLength maxProperties minimum minItems minLength minProperties multipleOf not oneOf
  pattern patternProperties properties propertyNames readOnly required then title type uniqueItems writeOnly`.split(
    /\s+/,
  ),
)
