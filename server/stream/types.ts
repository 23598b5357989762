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

/** Where a setting was written. */
export interface SettingOrigin {
  /** The file as the user names it, or the URL. */
  readonly file: string
  /** Its absolute path; null on the web. */
  readonly path: string | null
  readonly line: number
  readonly endLine: number
  /** It stands among the defaults of all streams. */
  readonly isDefault: boolean
}

/** Which streams there are and how they are set. */
export interface StreamConfig {
  /** A stream's settings: its own name before the patterns, these in their order; undefined is not configured. */
  find(stream: string): StreamSettings | undefined
  /** Everything that is configured, by name or `/pattern/`. */
  all(): ReadonlyMap<string, StreamSettings>
  /** Where a setting of a stream or `/pattern/` was written; undefined where it was not. */
  originOf(configured: string, setting: string): SettingOrigin | undefined
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
  /** The file as the user names it; by default the uri. */
  readonly shown?: string
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
