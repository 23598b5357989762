import { SandboxError } from '../base/errors.ts'
import { createClient } from '../client/client.ts'
import { UnexpectedEventError, WaitTimeoutError } from '../client/failures.ts'
import type { Match } from '../client/types.ts'
import { isEvent } from '../event/event.ts'
import { durationOf } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'

/** Options of `wait`. */
export interface WaitCommandOptions extends ClientOptions {
  readonly count: string
  readonly within: string
  readonly exactly?: boolean
  readonly none?: boolean
  readonly invalid?: boolean
  readonly after?: string
}

/** `event-sandbox wait QUERY`: prints the events, a line of JSON each; exit code 4 where they do not come. */
export async function wait(query: string, options: WaitCommandOptions): Promise<number> {
  const client = createClient(connect(options), { brokers: null, repository: undefined }, options.token)
  const withinMs = durationOf('--within', options.within)
  const match = matchOf(query)
  const count = countOf(options.count)
  const common = {
    ...(options.invalid ? { status: 'invalid' as const } : {}),
    ...(options.after ? { after: options.after } : {}),
  }
  try {
    if (options.none) {
      await client.expectNoEvent(match, { ...common, quiet: withinMs })
      return exitCodes.fine
    }
    const mode = options.exactly ? 'exactly' : 'atLeast'
    const events = await client.waitForEvents(match, { ...common, count, mode, within: withinMs })
    process.stdout.write(events.map(event => `${JSON.stringify(event)}\n`).join(''))
    return exitCodes.fine
  } catch (failure) {
    if (!(failure instanceof WaitTimeoutError || failure instanceof UnexpectedEventError)) throw failure
    process.stderr.write(`event-sandbox: ${failure.message}`)
    return exitCodes.notMet
  }
}

function countOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new SandboxError('config_invalid', `--count takes a whole number up to 10000, not "${text}".`)
}

// What begins as an object is a part of the event; everything else is a search.
function matchOf(query: string): Match {
  if (!query.trimStart().startsWith('{')) return query
  try {
    const match: unknown = JSON.parse(query)
    if (isEvent(match)) return match
  } catch {
    // said below
  }
  throw new SandboxError('config_invalid', `${query} is neither a search nor JSON.`, {
    hint: `Write 'stream:test.event test:hi', or '{"test": "hi"}'.`,
  })
}
