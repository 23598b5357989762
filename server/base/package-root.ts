import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json: above `server/` as well as above `dist/server/`. */
export const packageRoot = rootAbove(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** What package.json says of the product. */
export function packageInfo(): { readonly version: string; readonly homepage: string } {
  return JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string; homepage: string }
}

function rootAbove(folder: string): string {
  return basename(folder) === 'dist' ? dirname(folder) : folder
}
