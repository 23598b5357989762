import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import { messageOf } from '../../base/errors.ts'
import type { Failure } from './answer.ts'

const unpack = { gzip: promisify(gunzip), deflate: promisify(inflate) }

/** The text of a request, or why it cannot be had. `unread`: EventGate does not read this content type. */
export type RequestBody =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'unread' }
  | { readonly is: 'refused'; readonly failure: Failure }

const readTypes = new Set(['application/json', 'text/plain', 'application/reports+json'])

/**
 * Reads the body of an intake request: content type, charset, encoding and size as EventGate has them. Calls `done`
 * once, or never where the client hangs up. Callbacks, as promises cost 2 us of the 30 that a request takes.
 */
export function readRequestBody(request: IncomingMessage, maxBytes: number, done: (body: RequestBody) => void): void {
  const type = contentType(request.headers['content-type'])
  if (!readTypes.has(type.name)) {
    request.resume()
    return done({ is: 'unread' })
  }
  const encoding = (request.headers['content-encoding'] || 'identity').toLowerCase()
  if (!isEncoding(encoding)) {
    const message = `Content-Encoding ${encoding} cannot be read.`
    const hint = 'Send the body as it is, or with gzip or deflate.'
    const original = { title: 'UnsupportedMediaTypeError', detail: `unsupported content encoding "${encoding}"` }
    return done(refused({ status: 415, message, hint, original }))
  }
  const decoder = decoderOf(type.charset)
  if (!decoder) {
    const message = `Charset ${type.charset} cannot be read.`
    const detail = `unsupported charset "${type.charset.toUpperCase()}"`
    const original = { title: 'UnsupportedMediaTypeError', detail }
    return done(refused({ status: 415, message, hint: 'Send the body in UTF-8.', original }))
  }

  collect(request, maxBytes, bytes => {
    if (bytes === undefined) done(tooLarge(maxBytes))
    else if (encoding === 'identity') done({ is: 'text', text: decoder(bytes) })
    else unpacked(bytes, encoding, maxBytes, decoder).then(done)
  })
}

async function unpacked(
  bytes: Buffer,
  encoding: 'gzip' | 'deflate',
  maxBytes: number,
  decoder: (bytes: Buffer) => string,
): Promise<RequestBody> {
  try {
    return { is: 'text', text: decoder(await unpack[encoding](bytes, { maxOutputLength: maxBytes })) }
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxBytes)
    const hint = 'Send it without Content-Encoding, or compress it again.'
    const original = { title: 'Error', detail: messageOf(failure) }
    return refused({ status: 400, message: `The body is not ${encoding}.`, hint, original })
  }
}

function refused(failure: Failure): RequestBody {
  return { is: 'refused', failure }
}

function tooLarge(maxBytes: number): RequestBody {
  const original = { title: 'PayloadTooLargeError', detail: 'request entity too large' }
  const message = `The body is larger than ${maxBytes} bytes.`
  return refused({ status: 413, message, hint: 'Send fewer events in one request.', original })
}

function isEncoding(encoding: string): encoding is 'identity' | 'gzip' | 'deflate' {
  return encoding === 'identity' || encoding === 'gzip' || encoding === 'deflate'
}

function contentType(header: string | undefined): { name: string; charset: string } {
  if (header === 'application/json') return { name: header, charset: 'utf-8' }
  const [name = '', ...parameters] = (header ?? '').split(';')
  const charset = parameters.map(each => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(each)?.[1]).find(Boolean)
  return { name: name.trim().toLowerCase(), charset: (charset ?? 'utf-8').toLowerCase() }
}

// Broken UTF-8 becomes U+FFFD and a byte order mark is skipped, as body-parser does.
function decoderOf(charset: string): ((bytes: Buffer) => string) | undefined {
  if (charset === 'utf-8' || charset === 'utf8') {
    return bytes =>
      bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.toString('utf8', 3) : bytes.toString('utf8')
  }
  if (!charset.startsWith('utf-')) return undefined
  try {
    const decoder = new TextDecoder(charset)
    return bytes => decoder.decode(bytes)
  } catch {
    return undefined
  }
}

// Gives undefined for a body that is too large. A client that hangs up ends nothing: then there is nobody to answer.
function collect(request: IncomingMessage, maxBytes: number, done: (bytes: Buffer | undefined) => void): void {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return done(undefined)
  const chunks: Buffer[] = []
  let length = 0
  request.on('data', (chunk: Buffer) => {
    const before = length
    length += chunk.length
    if (length <= maxBytes) chunks.push(chunk)
    else if (before <= maxBytes) done(undefined)
  })
  request.on('end', () => {
    if (length <= maxBytes) done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length))
  })
}
