import type { AnyMessage, Message, RequestOf, ResponseOf } from './codec/message.ts'
import type { Type } from './codec/types.ts'

/** What a handler knows of the request beside its body. */
export interface Call {
  readonly version: number
  readonly clientId: string | null
  /** The address that the client reached us by: it reaches us there again. */
  readonly address: { readonly host: string; readonly port: number }
  /** Where the client is. */
  readonly clientHost: string
  /** Aborts when the connection ends: nobody waits for the answer any more. */
  readonly ended: AbortSignal
  /** What a fault rule does with it, for whoever looks at the records. */
  readonly fault?: string
  /** Ends the connection without an answer. */
  hangUp(): void
}

/** A request that we answer. */
export interface Api {
  readonly message: AnyMessage
  /** The response, or undefined where the client expects none. */
  handle(request: unknown, call: Call): unknown
}

type Answer<M extends AnyMessage> = ResponseOf<M> | undefined

/** Binds a message to what answers it. */
export function api<Request extends Type<unknown, never>, Response extends Type<unknown, never>>(
  message: Message<Request, Response>,
  handle: (
    request: RequestOf<Message<Request, Response>>,
    call: Call,
  ) => Answer<Message<Request, Response>> | Promise<Answer<Message<Request, Response>>>,
): Api {
  // as: the connection reads the request by this very message.
  return { message, handle: (request, call) => handle(request as RequestOf<Message<Request, Response>>, call) }
}
