import { existsSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '..', 'shared')

/** Whether the folder of real schemas, cases and contracts is beside the checkout. Tests that read it skip without. */
export const hasShared = existsSync(folder)

/** A path in that folder. */
export function shared(...path: string[]): string {
  return join(folder, ...path)
}
