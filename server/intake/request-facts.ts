/** What a gate may take from the request into an event. Everything is asked only where it is needed. */
export interface RequestFacts {
  /** A request header by its lower-case name. */
  readonly header: (name: string) => string | undefined
  /** The client's address: X-Client-IP, else the first of X-Forwarded-For, else the socket's. */
  readonly clientIp: () => string | undefined
  /** The request's own id, where it brought none. */
  readonly requestId: () => string
  /** The schema and stream for events that name none, from the query string. */
  readonly schemaUri?: string
  readonly stream?: string
}

/** Facts of an event that comes from no request: ours, or one that is only looked at. */
export const noRequest: RequestFacts = { header: () => undefined, clientIp: () => undefined, requestId: () => '' }
