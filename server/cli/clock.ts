import type { Calls } from '../client/calls.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { print } from './topics.ts'

interface ClockOptions extends ClientOptions {
  readonly freeze?: boolean
  readonly run?: boolean
  readonly reset?: boolean
}

interface ClockAnswer {
  readonly now: string
  readonly isSet: boolean
  readonly frozen: boolean
}

/** `event-sandbox clock [TIME]`: tells or sets what the clock says. */
export async function clock(time: string | undefined, options: ClockOptions): Promise<number> {
  const answer = await ask(connect(options), time, options)
  print(options, answer, () => `${answer.now}  ${stateOf(answer)}\n`)
  return exitCodes.fine
}

function ask(calls: Calls, now: string | undefined, { freeze, run, reset }: ClockOptions): Promise<ClockAnswer> {
  const path = '/_sandbox/clock'
  if (reset) return calls.send('DELETE', path)
  const frozen = freeze ? true : run ? false : undefined
  return now === undefined && frozen === undefined ? calls.get(path) : calls.send('PUT', path, { now, frozen })
}

function stateOf({ isSet, frozen }: ClockAnswer): string {
  if (!isSet) return "as the machine's"
  return frozen ? 'set, and stands still' : 'set, and goes on'
}
