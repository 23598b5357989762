import { seededRandom } from './base/seeded-random.ts'
import { createTimeUuid } from './base/time-uuid.ts'
import type { IdSources } from './intake/fill-fields.ts'

/** Uuids of version 1, ascending; from a seed the same ones in every run, whatever time it is. */
export function createIds(seed: number | null, now: () => number): IdSources {
  if (seed === null) {
    const newId = createTimeUuid(now)
    return { newId, ownId: newId }
  }
  const next = seededRandom(seed)
  const bytes = () => Buffer.from(Array.from({ length: 8 }, () => Math.floor(next() * 256)))
  return { newId: createTimeUuid(() => 0, bytes()), ownId: createTimeUuid(() => 0, bytes()) }
}
