import { randomUUID } from 'node:crypto'
import { Cleanup } from './base/cleanup.ts'
import { SandboxError } from './base/errors.ts'
import type { ClusterDoor } from './clusters.ts'
import type { Faults } from './faults/faults.ts'
import { existingScope } from './http/scopes/asked-cluster.ts'
import type { Scope, Scopes } from './http/scopes/scope.ts'
import type { Gate } from './intake/gate.ts'
import type { BatchLog } from './log/batch-log.ts'
import { clusterOfScope, scopeOfCluster } from './log/cluster-name.ts'
import type { EventLog, Log } from './log/types.ts'

/** What scopes are made of. */
export interface ScopeParts {
  readonly log: Omit<Log, 'cluster'> & { cluster(name: string): BatchLog }
  /** Makes the sandbox's gates anew, on another log. */
  readonly gatesOn: (log: EventLog) => readonly Gate[]
  readonly groupsOf: (log: BatchLog) => Scope['groups']
  /** Opens a Kafka door on a free port; absent where the sandbox has none. */
  readonly openKafka: ((log: BatchLog) => Promise<ClusterDoor>) | undefined
  readonly faults: Faults
}

/** Each has a listening socket, and tests forget to end theirs. */
const mostScopes = 1000

/** Keeps scopes. What a sandbox that was killed left of its own is taken away first. */
export function createScopes(parts: ScopeParts): Scopes & { close(): Promise<void> } {
  const { log } = parts
  // A name is taken before its doors are open.
  const open = new Map<string, Scope | undefined>()
  const endings = new Map<string, () => Promise<void>>()
  for (const cluster of new Set(log.topics().map(topic => topic.cluster))) {
    if (scopeOfCluster(cluster) !== null) log.drop(cluster)
  }

  async function openScope(wanted: string | undefined): Promise<Scope> {
    const name = wanted ?? randomUUID().slice(0, 8)
    checkName(name, open)
    open.set(name, undefined)
    const cleanup = new Cleanup()
    try {
      const scope = await makeScope(name, parts, cleanup)
      open.set(name, scope)
      endings.set(name, () => cleanup.close())
      return scope
    } catch (failure) {
      open.delete(name)
      await cleanup.close()
      throw failure
    }
  }

  // From now on nobody finds it; its name is free once nothing of it is left.
  async function end(name: string): Promise<void> {
    existingScope({ find: each => open.get(each) }, name)
    open.set(name, undefined)
    await endings.get(name)?.()
    endings.delete(name)
    open.delete(name)
  }

  return {
    open: openScope,
    find: name => open.get(name),
    all: () => [...open.values()].filter(scope => scope !== undefined),
    end,
    async close() {
      await Promise.all([...endings.values()].map(ending => ending()))
    },
  }
}

function checkName(name: string, taken: ReadonlyMap<string, unknown>): void {
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/i.test(name)) {
    throw new SandboxError('bad_request', 'This cannot be the name of a scope.', {
      hint: 'Take up to 100 letters, digits, dots, hyphens and underscores, a letter or digit first.',
    })
  }
  if (taken.has(name)) {
    throw new SandboxError('scope_exists', `The scope ${name} is there already.`, {
      hint: `DELETE /_sandbox/scopes/${name} ends it; without a name each request gets a scope of its own.`,
    })
  }
  if (taken.size >= mostScopes) {
    throw new SandboxError('scope_limit', `There are ${mostScopes} scopes.`, { hint: 'End those that are done.' })
  }
}

async function makeScope(name: string, parts: ScopeParts, cleanup: Cleanup): Promise<Scope> {
  const cluster = clusterOfScope(name)
  const log = parts.log.cluster(cluster)
  const ending = new AbortController()
  // Closed from the last step to the first: streams and Kafka, then the gates, then what is in the log.
  cleanup.add(() => parts.log.drop(cluster))
  const intake = untilEnded(log, name, ending.signal)
  cleanup.add(intake.settled)
  const gates = parts.gatesOn(intake.log)
  for (const gate of gates) cleanup.add(() => gate.close())
  const door = await parts.openKafka?.(log)
  if (door) cleanup.add(() => door.close())
  cleanup.add(() => ending.abort())
  // First of all, as what a rule holds up would be waited for.
  cleanup.add(() => parts.faults.clear(name))
  return {
    name,
    log,
    gates,
    groups: door?.groups ?? parts.groupsOf(log),
    kafka: door?.kafka ?? null,
    ended: ending.signal,
  }
}

// A request that was on its way when its scope ended must not bring a topic back.
function untilEnded(log: BatchLog, name: string, ended: AbortSignal) {
  const underWay = new Set<Promise<unknown>>()
  const append: EventLog['append'] = records => {
    if (ended.aborted) return Promise.reject(new SandboxError('closed', `The scope ${name} has ended.`))
    const appending = log.append(records).finally(() => underWay.delete(appending))
    underWay.add(appending)
    return appending
  }
  return { log: { ...log, append }, settled: () => Promise.allSettled(underWay) }
}
