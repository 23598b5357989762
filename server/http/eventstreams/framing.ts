import { idOf, type PartitionCursor } from './position.ts'

/** How records are written: as server-sent events, or as lines of JSON where Accept begins with application/json. */
export interface Framing {
  readonly contentType: string
  readonly preamble: string
  readonly heartbeat: string
  readonly event: (json: string, positions: readonly PartitionCursor[]) => string
  /** What is said last where the stream cannot go on. */
  readonly error: (json: string, positions: readonly PartitionCursor[]) => string
}

/** The framing that a request's Accept asks for; without one the type has no charset, as in the original. */
export function framingFor(accept: string | undefined): Framing {
  if (accept?.startsWith('application/json')) return lines
  return accept === undefined ? { ...sse, contentType: 'text/event-stream' } : sse
}

const sse: Framing = {
  contentType: 'text/event-stream; charset=utf-8',
  preamble: ':ok\n\n',
  heartbeat: ':\n\n',
  event: (json, positions) => message('message', json, positions),
  error: (json, positions) => message('error', json, positions),
}

const lines: Framing = {
  contentType: 'application/json; charset=utf-8',
  preamble: '\n',
  heartbeat: '\n',
  event: json => `${json}\n`,
  error: json => `${json}\n`,
}

function message(event: string, json: string, positions: readonly PartitionCursor[]): string {
  return `event: ${event}\nid: ${idOf(positions)}\ndata: ${json}\n\n`
}
