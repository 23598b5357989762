import type { Ajv, CodeKeywordDefinition } from 'ajv'
import { packages } from './packages.ts'

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
    message: ({ schemaCode }) => packages.ajv8().str`must NOT have more than ${schemaCode} characters`,
    params: ({ schemaCode }) => packages.ajv8()._`{limit: ${schemaCode}}`,
  },
  code(context) {
    const { gen, data, schemaCode: limit } = context
    const { _, useFunc: functionInScope, codePoints } = packages.ajv8()
    context.fail(_`${data}.length > ${limit} && ${functionInScope(gen, codePoints)}(${data}) > ${limit}`)
  },
}

const minLength: CodeKeywordDefinition = {
  keyword: 'minLength',
  type: 'string',
  schemaType: 'number',
  error: {
    message: ({ schemaCode }) => packages.ajv8().str`must NOT have fewer than ${schemaCode} characters`,
    params: ({ schemaCode }) => packages.ajv8()._`{limit: ${schemaCode}}`,
  },
  code(context) {
    const { gen, data, schemaCode: limit } = context
    const { _, useFunc: functionInScope, codePoints } = packages.ajv8()
    context.fail(_`${data}.length < 2 * ${limit} && ${functionInScope(gen, codePoints)}(${data}) < ${limit}`)
  },
}
