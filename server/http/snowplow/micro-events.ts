import type { Item, ReadEvent } from '../../query/items.ts'

/** An accepted event in the form of Snowplow Micro's GoodEvent: the stream is its type. */
export function goodEvent({ item, event }: ReadEvent): object {
  return {
    rawEvent: { ...payloadOf(item), parameters: event },
    event,
    eventType: item.stream,
    schema: item.schema,
    contexts: [],
  }
}

/** A refused event in the form of Snowplow Micro's BadEvent: the body is the text as it came, errors are sentences. */
export function badEvent({ item, event, raw, problems }: ReadEvent): object {
  return {
    collectorPayload: { ...payloadOf(item), querystring: [], body: raw },
    rawEvent: event === null ? null : { ...payloadOf(item), parameters: event },
    errors: problems.map(({ message, hint }) => (hint ? `${message} ${hint}` : message).replaceAll('`', '')),
  }
}

/** What stands for a tracker's vendor and version: the gate, or the Kafka door, and the version of the intake's path. */
export function apiOf({ gate }: Item): { readonly vendor: string; readonly version: string } {
  return { vendor: gate ?? 'kafka', version: 'v1' }
}

function payloadOf(item: Item) {
  return {
    api: apiOf(item),
    contentType: 'application/json',
    source: { name: 'event-sandbox', encoding: 'UTF-8', hostname: null },
    context: { timestamp: item.receivedAt, useragent: item.producer, headers: [] },
  }
}
