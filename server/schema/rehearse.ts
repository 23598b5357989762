import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Library } from './library.ts'

/**
 * Has one of the schemas refuse an event, a step in each turn. What a first refusal loads and compiles takes as long as a
 * hundred later ones; where schemas are watched, somebody may be looking at it.
 */
export async function rehearseRefusal({ listing, schema }: Library, stopped: AbortSignal): Promise<void> {
  const [file] = listing.files
  const built = file && schema(file)
  if (!built?.ok) return
  // No schema of events takes an array.
  const event = ['no event']
  const { accepts, explain, ajv6 } = built.schema
  for (const step of [() => accepts(event), () => explain(event, JSON.stringify(event)), () => ajv6(event)]) {
    await nextTurn()
    if (stopped.aborted) return
    step()
  }
}
