import { existsSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compareVersions } from '../../event/schema-uri.ts'
import { configuredField } from '../configured-field.ts'
import { readYaml } from '../js-yaml.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import type { ToolsConfig } from '../tools-config.ts'
import { schemaText } from './schema-text.ts'
import { versionIn } from './schema-version.ts'

/** A file or a link of a version, as it should be on disk. */
export type VersionFile =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  /** Links lead to a file beside them, by its bare name. */
  | { readonly kind: 'link'; readonly path: string; readonly target: string }

/** The files and links that a version has beside the `current` file it was made from, as jsonschema-tools names them. */
export function versionFiles(
  currentPath: string,
  version: string,
  document: JsonObject,
  config: ToolsConfig,
): readonly VersionFile[] {
  const folder = dirname(currentPath)
  const [first] = config.contentTypes
  return config.contentTypes.flatMap(type => {
    const target = `${version}.${type}`
    const isFirst = type === first && config.shouldSymlinkExtensionless
    const links = [
      ...(config.shouldSymlinkLatest ? [`latest.${type}`] : []),
      ...(isFirst ? [version, ...(config.shouldSymlinkLatest ? ['latest'] : [])] : []),
    ]
    const wanted = links.filter(name => !name.startsWith('latest') || isLatest(join(folder, name), version, config))
    return [
      { kind: 'file', path: join(folder, target), text: schemaText(document, type) } as const,
      ...wanted.map(name => ({ kind: 'link', path: join(folder, name), target }) as const),
    ]
  })
}

/** Whether a file or link is on disk as it should be. A checkout without links has their targets as text. */
export function isOnDisk(file: VersionFile): boolean {
  const entry = lstatSync(file.path, { throwIfNoEntry: false })
  if (entry === undefined) return false
  if (file.kind === 'file') return entry.isFile() && readFileSync(file.path, 'utf8') === file.text
  if (entry.isSymbolicLink()) return readlinkSync(file.path) === file.target
  return entry.size < 100 && readFileSync(file.path, 'utf8').trim() === file.target
}

/** Writes a file or link over what is there. */
export function writeVersionFile(file: VersionFile): void {
  rmSync(file.path, { force: true })
  if (file.kind === 'file') writeFileSync(file.path, file.text)
  else symlinkSync(file.target, file.path)
}

/** `latest` moves forward only: it stays where it leads to a higher version, by what that file says of itself. */
function isLatest(path: string, version: string, { schemaVersionField }: ToolsConfig): boolean {
  if (!existsSync(path)) return true
  try {
    const text = readFileSync(path, 'utf8')
    const target = /^\d\S*\.(?:yaml|json)\s*$/.test(text)
      ? readFileSync(join(dirname(path), text.trim()), 'utf8')
      : text
    const content = readYaml(target)
    const other = isObject(content) ? versionIn(configuredField(content, schemaVersionField).value) : undefined
    return other === undefined || compareVersions(version, other) >= 0
  } catch {
    return true
  }
}
