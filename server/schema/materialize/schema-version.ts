import { basename } from 'node:path'
import { textOf } from '../../base/text-of.ts'
import { configuredField } from '../configured-field.ts'
import type { JsonObject } from '../json-object.ts'
import type { SourceFile } from '../source-file.ts'
import type { Finding } from '../types.ts'

/** The version a schema says it is, or why none can be read. */
export type VersionResult =
  | { readonly ok: true; readonly version: string }
  | { readonly ok: false; readonly finding: Finding }

/** Reads the version out of `$id`: `/test/event/1.0.0` is 1.0.0, `/test/event/v2` is 2.0.0, as semver coerces it. */
export function schemaVersion(document: JsonObject, source: SourceFile, field: string): VersionResult {
  const { value: id, pointer } = configuredField(document, field)
  const version = versionIn(id)
  if (version !== undefined) return { ok: true, version }
  const place = { file: source.file, ...source.place(pointer), pointer: id === undefined ? '' : pointer }
  if (id === undefined) {
    const hint = `Write \`${field}: ${source.uri.replace(/[^/]*$/, '1.0.0')}\`.`
    return { ok: false, finding: { ...place, message: `\`${field}\` is missing; the version stands in it.`, hint } }
  }
  const message = `\`${field}\` must end in a version, but it is \`${textOf(id)}\`.`
  return { ok: false, finding: { ...place, message, hint: 'Let it end in a version such as `/1.0.0`.' } }
}

/** The version at the end of an id; undefined where it has none. */
export function versionIn(id: unknown): string | undefined {
  return typeof id === 'string' ? coerced(basename(id)) : undefined
}

/** The first run of up to three numbers, as semver.coerce finds it. */
function coerced(name: string): string | undefined {
  const [found, major, minor = '0', patch = '0'] =
    /(?:^|\D)(\d{1,16})(?:\.(\d{1,16}))?(?:\.(\d{1,16}))?(?:$|\D)/.exec(name) ?? []
  return found === undefined ? undefined : [major, minor, patch].map(Number).join('.')
}
