import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json: above `server/` as well as above `dist/server/`. */
export const packageRoot = rootAbove(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** The version in package.json. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version
}

function rootAbove(folder: string): string {
  return basename(folder) === 'dist' ? dirname(folder) : folder
}
