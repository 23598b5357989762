/**
 * Every error this product raises, by code: the HTTP status a door answers with and what the code means.
 * docs/errors.md lists the same codes; test/base/errors.test.ts holds the two together.
 */
export const errorCodes = {
  bad_request: { status: 400, title: 'The request cannot be understood' },
  bad_query: { status: 400, title: 'The search cannot be understood' },
  bad_cursor: { status: 400, title: 'The cursor is not one of this sandbox' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  schema_not_found: { status: 404, title: 'No repository has this schema' },
  schema_invalid: { status: 422, title: 'The schema cannot be used' },
  edit_refused: { status: 422, title: 'The file cannot be edited so' },
  file_changed: { status: 409, title: 'The file was saved meanwhile' },
  seed_refused: { status: 422, title: 'An event to begin with is refused' },
  event_not_found: { status: 404, title: 'No event has this cursor' },
  problem_not_found: { status: 404, title: 'No refused event has this problem' },
  foreign_origin: { status: 403, title: 'The request comes from another site' },
  token_missing: { status: 401, title: 'This address asks for a token' },
  topic_invalid: { status: 400, title: 'The topic name cannot be used' },
  partition_unknown: { status: 400, title: 'The topic has no such partition' },
  topic_exists: { status: 409, title: 'The topic is there already' },
  topic_unknown: { status: 404, title: 'There is no such topic' },
  stream_unknown: { status: 404, title: 'There is no such stream' },
  cluster_unknown: { status: 404, title: 'There is no such cluster' },
  scope_unknown: { status: 404, title: 'There is no such scope' },
  scope_exists: { status: 409, title: 'The scope is there already' },
  scope_limit: { status: 429, title: 'There are too many scopes' },
  fault_unknown: { status: 404, title: 'There is no such fault rule' },
  snapshot_unknown: { status: 404, title: 'There is no such snapshot' },
  snapshot_exists: { status: 409, title: 'The snapshot is there already' },
  group_unknown: { status: 404, title: 'There is no such consumer group' },
  group_active: { status: 409, title: 'The consumer group has members' },
  offset_out_of_range: { status: 400, title: 'The partition does not have this offset' },
  sequence_gap: { status: 409, title: "A producer's batch does not follow the one before" },
  producer_fenced: { status: 409, title: 'A newer producer has taken the place of this one' },
  record_too_large: { status: 413, title: 'The record is larger than the log takes' },
  storage_full: { status: 503, title: 'The disk is full' },
  storage_failed: { status: 503, title: 'The storage cannot be written' },
  storage_locked: { status: 503, title: 'Another process has the storage folder' },
  storage_format: { status: 503, title: 'The storage folder has another format' },
  sqlite_missing: { status: 503, title: 'No SQLite is available' },
  closed: { status: 503, title: 'The sandbox is stopping' },
  internal: { status: 500, title: 'The sandbox has a fault' },
  config_invalid: { status: 500, title: 'The configuration is not valid' },
  folder_missing: { status: 500, title: 'A folder does not exist' },
  port_busy: { status: 500, title: 'The port is in use' },
  gate_port_busy: { status: 500, title: "A gate's port is in use" },
  eventstreams_port_busy: { status: 500, title: 'The port of EventStreams is in use' },
  kafka_port_busy: { status: 500, title: 'The Kafka port is in use' },
  sandbox_unreachable: { status: 503, title: 'No sandbox answers at the address' },
  not_a_sandbox: { status: 502, title: 'What answers at the address is no sandbox' },
  cannot_listen: { status: 500, title: 'The address cannot be listened on' },
} as const satisfies Record<string, { status: number; title: string }>

/** A code of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes

/** What to do where an error does not say so itself. The others' messages tell what they take. */
const nextSteps: Partial<Record<ErrorCode, string>> = {
  not_found: 'Check the path.',
  event_not_found: 'The event may have been let go by retention; list what is kept.',
  problem_not_found: 'Its refused events may have been let go; `GET /_sandbox/problems` lists what is kept.',
  partition_unknown: 'Take a partition that the topic has, or enlarge it.',
  topic_exists: 'Take another name, or delete the topic first.',
  topic_unknown: 'Check the name, or create the topic.',
  stream_unknown: 'Take the nearest name, configure it, or send its first event.',
  cluster_unknown: 'Name one of `clusters` in the configuration, or `main`.',
  scope_unknown: '`POST /_sandbox/scopes` makes one; one that has ended is gone with its events.',
  group_unknown: 'Check the name; a group is there once it has members or has committed.',
  offset_out_of_range: 'Take an offset from the log start up to the end.',
  topic_invalid: 'Use up to 249 letters, digits, dots, hyphens and underscores.',
  storage_failed: "Check the storage folder; the message has the system's reason.",
  closed: 'Start the sandbox again.',
  internal: 'This is a fault of ours: report it with the lines of the log.',
  port_busy: 'Stop the process that has it, or take another port; `--port 0` picks a free one.',
  kafka_port_busy:
    'Stop the process that has it, take another port (`--kafka-port 0` picks a free one), or leave it out: `--no-kafka`.',
  schema_invalid: 'The message says where and why; correct the schema.',
  sequence_gap: 'Kafka clients begin anew by themselves; a batch before it was lost.',
  producer_fenced: 'Two producers share a transactional id: stop one of them.',
  bad_cursor: 'Take the `cursor` of an event, or `next` of a list.',
}

/** Where in a text that was sent something is wrong, and what stands there better, where that is known. */
export interface WrongPlace {
  readonly offset: number
  readonly length: number
  readonly instead?: string
}

/** What the caller asked wrongly, or what we cannot do. Its message is a sentence; its hint says what to do now. */
export class SandboxError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly at: WrongPlace | undefined

  constructor(code: ErrorCode, message: string, options: { hint?: string; at?: WrongPlace; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'SandboxError'
    this.code = code
    this.hint = options.hint ?? nextSteps[code]
    this.at = options.at
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
