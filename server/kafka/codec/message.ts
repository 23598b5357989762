import type { ReadOf, Type, WriteOf } from './types.ts'
import type { WireReader } from './wire-reader.ts'
import { WireWriter } from './wire-writer.ts'

/** A request and its response, as far as we speak them. */
export interface Message<Request extends Type<unknown, never>, Response extends Type<unknown, never>> {
  readonly key: number
  readonly name: string
  /** The versions we speak, both ends inclusive. */
  readonly versions: readonly [min: number, max: number]
  /** The first flexible version; undefined where none is. */
  readonly flexible: number | undefined
  readonly request: Request
  readonly response: Response
}

/** Declares a message. */
export function message<Request extends Type<unknown, never>, Response extends Type<unknown, never>>(
  declared: Message<Request, Response>,
): Message<Request, Response> {
  return declared
}

/** Any message of the table. */
export type AnyMessage = Message<Type<unknown, never>, Type<unknown, never>>
/** What a handler is given. */
export type RequestOf<M extends AnyMessage> = ReadOf<M['request']>
/** What a handler answers. */
export type ResponseOf<M extends AnyMessage> = WriteOf<M['response']>

/*
 * Request  => RequestHeader body               Response => CorrelationId [TaggedFields] body
 * RequestHeader => ApiKey ApiVersion CorrelationId ClientId [TaggedFields]
 *   ApiKey        => int16
 *   ApiVersion    => int16
 *   CorrelationId => int32
 *   ClientId      => nullable string, never compact
 *   TaggedFields  only where the body's version is flexible; never in the response to ApiVersions (key 18), whose
 *                 client does not know yet what we speak
 */

/** What stands before every request. */
export interface RequestHeader {
  readonly key: number
  readonly version: number
  readonly correlationId: number
  readonly clientId: string | null
}

/** Whether a version of a message is flexible. */
export function isFlexible(message: AnyMessage, version: number): boolean {
  return message.flexible !== undefined && version >= message.flexible
}

/** Reads a request's header but for its tagged fields, which depend on the message. */
export function readHeader(from: WireReader): RequestHeader {
  const [key, version, correlationId, length] = [from.int16(), from.int16(), from.int32(), from.int16()]
  return { key, version, correlationId, clientId: length < 0 ? null : from.text(length) }
}

/** Reads the rest of a request, behind the header. */
export function readRequest<M extends AnyMessage>(message: M, version: number, from: WireReader): RequestOf<M> {
  const flexible = isFlexible(message, version)
  if (flexible) skipTags(from)
  return message.request.codec(version, flexible).read(from) as RequestOf<M>
}

/** A whole response frame, its length in front, in pieces. */
export function responseFrame<M extends AnyMessage>(
  message: M,
  version: number,
  correlationId: number,
  response: ResponseOf<M>,
): readonly Buffer[] {
  const body = new WireWriter()
  const flexible = isFlexible(message, version)
  body.int32(correlationId)
  if (flexible && message.key !== 18) body.uvarint(0)
  // as: a handler answers in its message's own type.
  message.response.codec(version, flexible).write(body, response as never)
  return framed(body)
}

/** A whole request frame; tests are clients. */
export function requestFrame<M extends AnyMessage>(
  message: M,
  { version, correlationId, clientId }: Omit<RequestHeader, 'key'>,
  request: WriteOf<M['request']>,
): readonly Buffer[] {
  const body = new WireWriter()
  const flexible = isFlexible(message, version)
  body.int16(message.key)
  body.int16(version)
  body.int32(correlationId)
  body.int16(clientId === null ? -1 : Buffer.byteLength(clientId))
  if (clientId !== null) body.text(clientId, Buffer.byteLength(clientId))
  if (flexible) body.uvarint(0)
  message.request.codec(version, flexible).write(body, request as never)
  return framed(body)
}

/** Reads a response behind its correlation id. */
export function readResponse<M extends AnyMessage>(
  message: M,
  version: number,
  from: WireReader,
): ReadOf<M['response']> {
  const flexible = isFlexible(message, version)
  if (flexible && message.key !== 18) skipTags(from)
  return message.response.codec(version, flexible).read(from) as ReadOf<M['response']>
}

function framed(body: WireWriter): readonly Buffer[] {
  const length = Buffer.allocUnsafe(4)
  length.writeInt32BE(body.size)
  return [length, ...body.finish()]
}

function skipTags(from: WireReader): void {
  for (let left = from.uvarint(); left > 0; left -= 1) {
    from.uvarint()
    from.take(from.uvarint())
  }
}
