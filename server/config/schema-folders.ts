import { statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { messageOf, SandboxError } from '../base/errors.ts'

/** A schema repository as configured: its name, and its folder as typed. */
export interface ConfiguredFolder {
  readonly name: string
  readonly folder: string
  /** The base URI on the web that fills the folder. */
  readonly url?: string
}

/**
 * The folders of `--schemas [NAME=]DIR`; a name by default is the nearest folder above that is not `jsonschema`,
 * numbered where two are alike. A base URI on the web has a folder below `cacheFolder`.
 * @throws SandboxError folder_missing where one is not there, config_invalid where a text names none.
 */
export function schemaFolders(
  schemas: readonly string[],
  cwd: string,
  cacheFolder: () => string,
): readonly ConfiguredFolder[] {
  const taken = new Set<string>()
  return schemas.map(text => {
    const [, given, folder = ''] = /^(?:([\w.-]+)=)?(.*)$/s.exec(text) ?? []
    if (folder === '') throw new SandboxError('config_invalid', `--schemas takes a folder, not "${text}".`)
    const remote = /^https?:\/\//.test(folder) ? remoteFolder(folder, cacheFolder()) : undefined
    const path = remote?.folder ?? resolve(cwd, folder)
    if (!remote) checkFolder(path, folder)
    const name = untaken(given ?? nameOf(path), taken)
    taken.add(name)
    if (remote) return { name, ...remote }
    return { name, folder: resolve(cwd, folder) === resolve(folder) ? folder : path }
  })
}

function checkFolder(path: string, shown: string): void {
  const wrong = whatIsWrong(path)
  if (wrong === undefined) return
  throw new SandboxError('folder_missing', `The schema folder ${shown} ${wrong}.`, {
    hint: 'Give --schemas the base folder that $schema URIs are paths below.',
  })
}

function whatIsWrong(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) return 'does not exist'
    return found.isDirectory() ? undefined : 'is no folder'
  } catch (failure) {
    return `cannot be read: ${messageOf(failure)}`
  }
}

// One folder a base URI, so that two starts with the same URI share what they read.
function remoteFolder(text: string, cacheFolder: string): { folder: string; url: string } {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new SandboxError('config_invalid', `The schema repository ${text} is not a URL such as https://host/path.`)
  }
  const path = url.pathname.split('/').filter(Boolean)
  return {
    url: `${url.origin}${path.map(part => `/${part}`).join('')}`,
    folder: join(cacheFolder, encodeURIComponent(url.host), ...path),
  }
}

function nameOf(path: string): string {
  let folder = path
  while (basename(folder) === 'jsonschema') folder = dirname(folder)
  return basename(folder) || 'schemas'
}

function untaken(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`
  return free
}
