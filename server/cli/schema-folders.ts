import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import { isFolder } from '../base/make-folder.ts'
import type { ListedFile } from '../schema/listing.ts'
import { readToolsConfig, type ToolsConfig, toolsFile } from '../schema/tools-config.ts'
import type { RepositoryFolder } from '../schema/types.ts'
import { openWorkspace, type Workspace } from '../schema/workspace.ts'

/** A repository that is worked on, with those it takes references from. */
export interface OwnRepository {
  readonly workspace: Workspace
  /** The name of the repository that is worked on; the others are read only. */
  readonly name: string
  readonly config: ToolsConfig
  /** The folder of its configuration, as the user named it. */
  readonly at: string
}

/**
 * Opens the repository that `.jsonschema-tools.yaml` in a folder describes, the working directory unless told otherwise.
 * Its files are named as seen from the working directory. A remote base URI is looked for on this disk: where `--map`
 * says, or beside this repository under its published name.
 * @throws SandboxError config_invalid or folder_missing.
 */
export async function openOwnRepository(
  map: readonly string[] = [],
  at = '.',
  config: ToolsConfig = readToolsConfig(at),
): Promise<OwnRepository> {
  sayUnknownKeys(config)
  const named = (path: string) => (at === '.' || isAbsolute(path) ? path : join(at, path))
  const base = named(config.schemaBasePath).replace(/\/+$/, '') || '.'
  if (!isFolder(base)) {
    const hint = `Set schemaBasePath in ${toolsFile}, or run the command where the repository is.`
    throw new SandboxError('folder_missing', `The schema folder ${base} does not exist.`, { hint })
  }
  const name = nameOf(resolve(base))
  const folders: RepositoryFolder[] = [{ name, folder: base, currentName: config.currentName }]
  for (const uri of config.schemaBaseUris) {
    const isRemote = /^https?:/.test(uri)
    const folder = isRemote ? mappedFolder(uri, at, map) : named(uri.replace(/^file:\/\//, ''))
    if (folder === undefined) {
      process.stderr.write(`event-sandbox: ${uri} is not on this disk; give it with --map ${uri}=FOLDER.\n`)
    } else if (resolve(folder) !== resolve(base) && isFolder(folder)) {
      const url = isRemote ? { url: uri.replace(/\/+$/, '') } : {}
      folders.push({ name: untaken(nameOf(resolve(folder)), folders), folder, ...url })
    }
  }
  const workspace = await openWorkspace(folders, new Map([[name, config]]))
  return { workspace, name, config, at }
}

/**
 * A CI that looks in the wrong folder must not pass.
 * @throws SandboxError folder_missing where the repository has neither a `current` file nor a version.
 */
export function assertHasSchemas({ workspace, name, config, at }: OwnRepository): void {
  if (workspace.listing.files.some(({ repository }) => repository === name)) return
  const hasConfig = existsSync(join(at, toolsFile))
  const hint = `${hasConfig ? `Set schemaBasePath in ${join(at, toolsFile)}` : `Name the folder of ${toolsFile}, or run it there`}; \`event-sandbox schema new wiki/page/edit\` begins a schema.`
  const folder = resolve(at, config.schemaBasePath)
  throw new SandboxError('folder_missing', `There is no schema in ${folder}: no ${config.currentName}, no version.`, {
    hint,
  })
}

/** The listed file of a path or of a URI. */
export function fileOf({ workspace, name, config }: OwnRepository, cwd: string, text: string): ListedFile {
  const { listing } = workspace
  const path = resolve(cwd, text)
  const byPath = listing.at(path) ?? listing.at(join(path, config.currentName))
  if (byPath) return byPath
  const uri = text.startsWith('/') ? text : `/${text}`
  const files = listing.files.filter(file => file.uri === uri || `${file.uri}.${file.extension}` === uri)
  const [first] = [...files.filter(({ repository }) => repository === name), ...files]
  if (first) return first
  throw new SandboxError('schema_not_found', `There is no schema ${text}.`, {
    hint: 'Give a file of the repository, or a URI such as /test/event/1.0.0.',
  })
}

function sayUnknownKeys({ unknownKeys }: ToolsConfig): void {
  for (const { key, meant } of unknownKeys) {
    process.stderr.write(
      `event-sandbox: ${toolsFile} has the unknown key ${key}${meant ? `; did you mean ${meant}?` : '.'}\n`,
    )
  }
}

function mappedFolder(uri: string, at: string, map: readonly string[]): string | undefined {
  const plain = uri.replace(/\/+$/, '')
  for (const entry of map) {
    const cut = entry.lastIndexOf('=')
    if (entry.slice(0, cut).replace(/\/+$/, '') === plain) return entry.slice(cut + 1)
  }
  const name = /\/repositories\/([^/]+)(?:\/|$)/.exec(uri)?.[1] ?? basename(plain)
  const candidates = [`../${name}/jsonschema`, `../schemas-event-${name}/jsonschema`, `../${name}`]
  return candidates.map(candidate => join(at, candidate)).find(existsSync)
}

function nameOf(path: string): string {
  return basename(path) === 'jsonschema' ? basename(dirname(path)) : basename(path)
}

function untaken(name: string, taken: readonly { readonly name: string }[]): string {
  return taken.some(folder => folder.name === name) ? `${name}-${taken.length + 1}` : name
}
