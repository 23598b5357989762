import { SandboxError } from '../base/errors.ts'
import type { FaultItem } from '../client/fault-types.ts'
import { createSandboxFaults } from '../client/faults.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { count, table } from './table.ts'
import { print } from './topics.ts'

/** Options of `faults add`, by their names in the API. */
interface AddOptions extends ClientOptions {
  readonly event?: string
  readonly [name: string]: unknown
}

const matched = ['stream', 'gate', 'producer', 'query', 'client', 'api', 'clientId', 'topic']
const given = ['status', 'retryAfter', 'delay', 'error', 'when', 'after', 'count', 'probability', 'seed']

/** `event-sandbox faults`: the rules that there are. */
export async function faults(options: ClientOptions): Promise<number> {
  const items = await createSandboxFaults(connect(options)).list()
  print(options, items, () => listOf(items))
  return exitCodes.fine
}

/** `event-sandbox faults add DOOR FAULT`: prints the rule's id, for `faults clear`. */
export async function addFault(at: string, kind: string, options: AddOptions): Promise<number> {
  const calls = connect(options)
  const event = options.event === undefined ? {} : { event: eventOf(options.event) }
  const match = { ...picked(options, matched), ...event }
  const rule = { at, do: kind, match, ...picked(options, given), ...(calls.scope ? { scope: calls.scope } : {}) }
  const made = await calls.send<FaultItem>('POST', '/_sandbox/faults', rule)
  print(options, made, () => `${made.id}  ${made.words}.\n`)
  return exitCodes.fine
}

/** `event-sandbox faults clear [ID]`: ends one, or all; of a scope its own. */
export async function clearFaults(id: string | undefined, options: ClientOptions): Promise<number> {
  const calls = connect(options)
  const client = createSandboxFaults(calls)
  const before = (await client.list()).filter(rule => id === undefined || rule.id === id)
  if (id === undefined) await client.clear()
  else await calls.send('DELETE', `/_sandbox/faults/${encodeURIComponent(id)}`)
  print(
    options,
    before,
    () => before.map(rule => `Ended ${rule.id}, after ${hitsOf(rule)}.\n`).join('') || 'No rule.\n',
  )
  return exitCodes.fine
}

function listOf(items: readonly FaultItem[]): string {
  if (items.length === 0) return 'No fault rules. See event-sandbox faults add --help.\n'
  const rows = items.map(({ id, words, hits, left }) => [id, count(hits), left === null ? '' : count(left), words])
  return table([['Rule', 'Hits', 'Left', 'What it does'], ...rows], [1, 2])
}

function hitsOf({ hits }: FaultItem): string {
  return `${count(hits)} ${hits === 1 ? 'hit' : 'hits'}`
}

function picked(options: AddOptions, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap(name => (options[name] === undefined ? [] : [[name, options[name]]])))
}

function eventOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SandboxError('config_invalid', `--event takes JSON such as {"test": "hi"}, not "${text}".`)
  }
}
