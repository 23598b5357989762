import { createRequire } from 'node:module'
import type { Ajv, CodeKeywordDefinition } from 'ajv'
import { ajv8 } from './ajv8.ts'

/**
 * Replaces Ajv's `maxLength` and `minLength`: the same verdicts, but code points are only counted where the number of
 * UTF-16 units does not decide already (a code point takes one or two). Most strings of an event are decided so.
 */
export function addStringLengths(ajv: Ajv): void {
  ajv.removeKeyword('maxLength').removeKeyword('minLength')
  ajv.addKeyword(maxLength).addKeyword(minLength)
}

const maxLength: CodeKeywordDefinition = {
  keyword: 'maxLength',
  type: 'string',
  schemaType: 'number',
  error: {
    message: ({ schemaCode }) => ajv8().str`must NOT have more than ${schemaCode} characters`,
    params: ({ schemaCode }) => ajv8()._`{limit: ${schemaCode}}`,
  },
  code(context) {
    const { gen, data, schemaCode: limit } = context
    const { _, useFunc: functionInScope } = ajv8()
    context.fail(_`${data}.length > ${limit} && ${functionInScope(gen, codePoints)}(${data}) > ${limit}`)
  },
}

const minLength: CodeKeywordDefinition = {
  keyword: 'minLength',
  type: 'string',
  schemaType: 'number',
  error: {
    message: ({ schemaCode }) => ajv8().str`must NOT have fewer than ${schemaCode} characters`,
    params: ({ schemaCode }) => ajv8()._`{limit: ${schemaCode}}`,
  },
  code(context) {
    const { gen, data, schemaCode: limit } = context
    const { _, useFunc: functionInScope } = ajv8()
    context.fail(_`${data}.length < 2 * ${limit} && ${functionInScope(gen, codePoints)}(${data}) < ${limit}`)
  },
}

/** Ajv's own count; required, for loaders differ in what they import from such a module by default. */
const codePoints: { code: string } = createRequire(import.meta.url)('ajv/dist/runtime/ucs2length.js').default
