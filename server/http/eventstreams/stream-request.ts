import type { IncomingHttpHeaders } from 'node:http'
import type { Assignment, StartAt } from './position.ts'

/** A request for streams as understood, or the original's own answer to one that is not. */
export type StreamRequest =
  | { readonly understood: true; readonly streams: readonly string[]; readonly start: StartAt }
  | { readonly understood: false; readonly status: number; readonly body: object }

/** Reads the streams and the start: `Last-Event-ID` before `since` before the end. */
export function readStreamRequest(
  streamsText: string,
  since: unknown,
  headers: IncomingHttpHeaders,
  url: string,
): StreamRequest {
  const streams = [...new Set(streamsText.split(',').filter(Boolean))]
  const invalid = streams.filter(stream => !/^[a-zA-Z0-9._-]{1,249}$/.test(stream) || stream.startsWith('_sandbox.'))
  if (streams.length === 0 || invalid.length > 0) {
    return failed(url, 'not_found', 'Stream Not Found', `Invalid streams: ${invalid.join(',')}`)
  }
  const lastEventId = headers['last-event-id']
  if (typeof lastEventId === 'string' && lastEventId !== '') return resumed(streams, lastEventId)
  if (since === undefined || since === '') return { understood: true, streams, start: { at: 'end' } }
  const time = typeof since === 'string' ? timeOf(since) : Number.NaN
  if (!Number.isNaN(time)) return { understood: true, streams, start: { at: 'time', time } }
  const detail = `since timestamp is not a UTC milliseconds unix epoch and was not parseable: '${String(since)}'`
  return failed(url, 'invalid_timestamp', 'Invalid timestamp', detail)
}

function failed(uri: string, type: string, title: string, detail: string): StreamRequest {
  return { understood: false, status: 400, body: { status: 400, type, title, detail, method: 'GET', uri } }
}

function timeOf(since: string): number {
  return /^\d+$/.test(since) ? Number(since) : Date.parse(since)
}

function resumed(streams: readonly string[], lastEventId: string): StreamRequest {
  let entries: unknown
  try {
    entries = JSON.parse(lastEventId)
  } catch {
    return badAssignment('Last-Event-ID is not JSON.', lastEventId)
  }
  if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isAssignment)) {
    return badAssignment('Last-Event-ID must be a list of {topic, partition, offset or timestamp}.', lastEventId)
  }
  const foreign = entries.find(({ topic }) => !streams.includes(topic))
  if (foreign) return badAssignment(`${foreign.topic} is not one of the requested streams.`, lastEventId)
  return { understood: true, streams, start: { at: 'assignments', assignments: entries } }
}

function isAssignment(entry: unknown): entry is Assignment {
  if (typeof entry !== 'object' || entry === null) return false
  const { topic, partition, offset, timestamp } = entry as Partial<Record<keyof Assignment, unknown>>
  const isPlace = Number.isSafeInteger(offset) || Number.isSafeInteger(timestamp)
  return typeof topic === 'string' && Number.isInteger(partition) && Number(partition) >= 0 && isPlace
}

function badAssignment(message: string, lastEventId: string): StreamRequest {
  const name = 'InvalidAssignmentError'
  return {
    understood: false,
    status: 400,
    body: { message, origin: 'KafkaSSE', name, last_event_id: lastEventId, statusCode: 400 },
  }
}
