import type { LintRule } from './types.ts'

/** Every number has bounds within which no digit is lost. */
export const boundsRule: LintRule = {
  name: 'schema-enforced-numeric-bounds',
  *find(_root, { enforcedNumericBounds }, all) {
    if (enforcedNumericBounds === null) return
    const [least, most] = enforcedNumericBounds
    for (const { schema, pointer, way } of all) {
      // Materializing gives no bounds there either.
      if (!way.traversed) continue
      if (schema.type !== 'number' && schema.type !== 'integer') continue
      const { minimum, maximum } = schema
      if (typeof minimum !== 'number') yield missing(`${pointer}/minimum`, 'minimum', least)
      else if (minimum < least) yield beyond(`${pointer}/minimum`, 'minimum', minimum, least)
      if (typeof maximum !== 'number') yield missing(`${pointer}/maximum`, 'maximum', most)
      else if (maximum > most) yield beyond(`${pointer}/maximum`, 'maximum', maximum, most)
    }
  },
}

function missing(pointer: string, keyword: string, bound: number) {
  const hint = `Materialize the schema again, or add \`${keyword}: ${bound}\`.`
  return { severity: 'error', pointer, message: `A number needs \`${keyword}\`.`, hint } as const
}

function beyond(pointer: string, keyword: string, value: number, bound: number) {
  const message = `\`${keyword}\` is ${value}: beyond ${bound} whole numbers lose digits.`
  return { severity: 'error', pointer, message, hint: `Write \`${keyword}: ${bound}\`, or less far out.` } as const
}
