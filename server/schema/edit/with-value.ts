import { jsonc } from '../../base/jsonc.ts'
import { keysOf } from '../../event/json-pointer.ts'
import { withYamlValue } from './with-yaml-value.ts'

/**
 * The text of a schema file with another value at a pointer (undefined: without it), everything around it letter by letter
 * as it was; undefined where that cannot be done.
 */
export function withValue(file: string, text: string, pointer: string, value: unknown): string | undefined {
  if (!file.endsWith('.json')) return withYamlValue(text, pointer, value)
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? []
  const formattingOptions = { insertSpaces: indent[0] === ' ', tabSize: indent.length, eol: '\n' }
  return jsonc().applyEdits(text, jsonc().modify(text, keysOf(pointer), value, { formattingOptions }))
}
