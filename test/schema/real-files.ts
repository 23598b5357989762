import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../../server/schema/json-object.ts'
import { hasShared, shared } from '../shared.ts'

/** The two real repositories, by the names under which they are published. */
export const repositories = ['primary', 'secondary'] as const

/** Base folders of the real repositories. */
export const realFolders = repositories.map(name => ({ name, folder: shared('data', 'schemas', name, 'jsonschema') }))

/** All files below a folder of real schemas that end so; none where the folder is absent. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  if (!hasShared) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith(ending))
    .sort()
}

/** A JSON file of real schemas or cases. */
export function readJson(...path: readonly string[]): JsonObject {
  return JSON.parse(readFileSync(join(...path), 'utf8'))
}
