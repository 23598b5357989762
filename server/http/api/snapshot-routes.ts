import type { FastifyInstance } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import type { Snapshot } from '../../log/snapshot-tables.ts'
import type { Snapshots } from '../../log/snapshots.ts'

/** Snapshots whose restoring lets every door and reader begin anew. */
export interface RestorableSnapshots extends Omit<Snapshots, 'restore'> {
  restore(name: string): Promise<Snapshot>
}

type Named = { readonly Params: { readonly name: string } }

/** Saving, listing, restoring and forgetting the log as it was. */
export function snapshotRoutes(app: FastifyInstance, { snapshots }: { readonly snapshots: RestorableSnapshots }): void {
  app.get('/_sandbox/snapshots', () => ({ items: snapshots.list().map(shown) }))
  app.post('/_sandbox/snapshots', async ({ body }, reply) => {
    const { name, replace } = asked(body)
    return reply.code(201).send(shown(await snapshots.save(name, { replace })))
  })
  app.post<Named>('/_sandbox/snapshots/:name/restore', async ({ params }) =>
    shown(await snapshots.restore(params.name)),
  )
  app.delete<Named>('/_sandbox/snapshots/:name', async ({ params }, reply) => {
    await snapshots.remove(params.name)
    return reply.code(204).send()
  })
}

function shown({ savedAt, ...snapshot }: Snapshot): object {
  return { ...snapshot, savedAt: new Date(savedAt).toISOString() }
}

function asked(body: unknown): { readonly name: string; readonly replace: boolean } {
  const { name, replace = false, ...others } = isEvent(body) ? body : {}
  if (typeof name === 'string' && typeof replace === 'boolean' && Object.keys(others).length === 0) {
    return { name, replace }
  }
  throw new SandboxError('bad_request', 'The body does not name a snapshot.', {
    hint: 'Send {"name": "before"}, or {"name": "before", "replace": true}. It is of all that is in no scope.',
  })
}
