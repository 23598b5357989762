import { isObject, type JsonObject } from './json-object.ts'
import { jsonFormat } from './json-source.ts'
import type { FilePlace } from './source-format.ts'
import type { Finding } from './types.ts'
import { yamlFormat } from './yaml-source.ts'

/** A schema file that could be parsed. */
export interface SourceFile {
  /** As the user typed its folder; findings and problems name it so. */
  readonly file: string
  /** The URI that names it, such as `/test/event/1.0.0`. */
  readonly uri: string
  readonly text: string
  readonly content: JsonObject
  /** Where the key (of a list, the item) at a pointer stands; of a pointer that leads nowhere, its nearest ancestor. */
  place(pointer: string): FilePlace
}

/** A parsed file, or what keeps it from being one. */
export type ReadSource =
  | { readonly ok: true; readonly source: SourceFile }
  | { readonly ok: false; readonly finding: Finding }

/** Parses the text of a schema file by its name: JSON or YAML. `blocks` are the parts of files that were read before. */
export function parseSource(
  { file, uri }: { file: string; uri: string },
  text: string,
  blocks?: Map<string, unknown>,
): ReadSource {
  const format = file.endsWith('.json') ? jsonFormat : yamlFormat
  if (text.trim() === '') return failed(file, 'The file is empty.', 'Begin with `title:`, or delete the file.')
  const read = format.read(text, blocks)
  if (!(read.ok && isObject(read.content)) && /[\0\ufffd]/.test(text)) return failed(file, ...notUtf8)
  if (!read.ok) {
    const { ok: _, ...finding } = read
    return { ok: false, finding: { file, ...finding } }
  }
  const { content } = read
  if (!isObject(content)) return failed(file, 'A schema must be an object of keywords.', 'Begin with `title:`.')
  // The tree of positions is some fifty times as large as the text: it is kept while there is memory for it.
  let kept: WeakRef<(pointer: string) => FilePlace> | undefined
  const place = (pointer: string) => {
    const locate = kept?.deref() ?? format.locate(text)
    if (kept?.deref() === undefined) kept = new WeakRef(locate)
    return locate(pointer)
  }
  return { ok: true, source: { file, uri, text, content, place } }
}

const notUtf8 = ['The file is not a text in UTF-8.', 'Save it as UTF-8.'] as const

function failed(file: string, message: string, hint: string): ReadSource {
  return { ok: false, finding: { file, line: 1, column: 1, message, hint } }
}
