import type { FastifyReply } from 'fastify'
import { errorCodes, type SandboxError, type WrongPlace } from '../base/errors.ts'

/** The body of an error of our own API (RFC 9457). */
export interface ProblemJson {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly hint?: string
  /** The place in the text that was sent: of a search, in `q`. */
  readonly at?: WrongPlace
}

/** The RFC 9457 form of an error. */
export function problemJson(error: SandboxError): ProblemJson {
  const { status, title } = errorCodes[error.code]
  return {
    type: `urn:event-sandbox:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.at === undefined ? {} : { at: error.at }),
  }
}

/** Answers with an error of our own API. */
export function sendProblem(reply: FastifyReply, error: SandboxError): FastifyReply {
  const body = problemJson(error)
  return reply.code(body.status).header('content-type', 'application/problem+json').send(JSON.stringify(body))
}
