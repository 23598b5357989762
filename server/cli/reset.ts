import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'

/** `event-sandbox reset`: every event is gone when it ends. */
export async function reset(options: ClientOptions & { readonly stream?: readonly string[] }): Promise<number> {
  const calls = connect(options)
  await calls.send('POST', '/_sandbox/reset', {
    ...(options.stream ? { streams: options.stream } : {}),
    ...(calls.scope === undefined ? {} : { scope: calls.scope }),
  })
  return exitCodes.fine
}
