/** What is configured for one stream: the settings that we act on, and all of them as they stand. */
export interface StreamSettings {
  /** Whatever was configured, for those who ask for it. */
  readonly all: Readonly<Record<string, unknown>>
  /** The title of the only schema that events of the stream may have. */
  readonly schemaTitle?: string
  /** Fields of the Kafka key: name in the key to dotted path in the event. */
  readonly messageKeyFields?: Readonly<Record<string, string>>
  /** Event field (dotted path) to the HTTP header that fills it; false switches a field of the gate off. */
  readonly headerFields?: Readonly<Record<string, string | false>>
}

/** Which streams there are and how they are set. */
export interface StreamConfig {
  /** A stream's settings: its own name before the patterns, these in their order; undefined is not configured. */
  find(stream: string): StreamSettings | undefined
  /** Everything that is configured, by name or `/pattern/`. */
  all(): ReadonlyMap<string, StreamSettings>
  /** Whether a stream that is not configured is allowed all the same. */
  readonly othersAllowed: boolean
  /** What is wrong with the source now, in words; the last good state stays in force. */
  readonly problem: string | undefined
  close(): Promise<void>
}

/** Where stream configuration is, and how it is read. */
export interface StreamConfigSource {
  /** A path, a `file://` URL, or an `http(s)://` URL. */
  readonly uri: string
  /** The dotted path of the streams in what is read, such as `streams`. */
  readonly objectPath?: string
  /** Headers of the request to a URL. */
  readonly headers?: Readonly<Record<string, string>>
  /** Read again so often, in milliseconds; never by default. */
  readonly refreshMs?: number
  /** Reload when the file is saved. */
  readonly watch?: boolean
  /** Further tries of a request that fails. */
  readonly retries?: number
  readonly othersAllowed: boolean
}
