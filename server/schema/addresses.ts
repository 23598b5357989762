import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RepositoryFolder } from './types.ts'

/**
 * Answers which path below the repositories an address leads to: below a folder's address on the web, below the folder
 * itself (`file://`), or below a published repository (`https://schema.wikimedia.org/repositories/primary/jsonschema/`).
 * What is no such address comes back as it is.
 */
export function pathsOf(folders: readonly Pick<RepositoryFolder, 'folder' | 'url'>[]): (address: string) => string {
  const urls = folders.flatMap(({ url }) => (url === undefined ? [] : [url]))
  const roots = folders.map(({ folder }) => resolve(folder))
  return address => {
    if (address.startsWith('/') || address.startsWith('#')) return address
    if (address.startsWith('file://')) return below(roots, filePath(address)) ?? address
    return below(urls, address) ?? address.replace(/^https?:\/\/[^/]+\/repositories\/[^/]+\/jsonschema(?=\/)/, '')
  }
}

function below(bases: readonly string[], path: string): string | undefined {
  const base = bases.find(one => path.startsWith(`${one}/`))
  return base === undefined ? undefined : path.slice(base.length).replaceAll('\\', '/')
}

function filePath(address: string): string {
  try {
    return fileURLToPath(address)
  } catch {
    return address
  }
}
