import type { Problem } from '../event/problem.ts'

/** A folder of schemas in jsonschema-tools layout, under the name by which it is published. */
export interface RepositoryFolder {
  readonly name: string
  /** The base folder: `$schema` URIs are paths below it. As the user typed it; file names in findings begin with it. */
  readonly folder: string
  /** Where it is published on the web, without a slash at the end: `$ref`s may name its schemas by that address. */
  readonly url?: string
  /** The file that authors edit, where it is neither `current.yaml` nor what `.jsonschema-tools.yaml` above it says. */
  readonly currentName?: string | undefined
}

/** The schema an event names, or why there is none. */
export type FoundSchema =
  | { readonly found: true; readonly schema: EventSchema }
  /** `eventgate` is what EventGate says of it in `context.message`. */
  | { readonly found: false; readonly problem: Problem; readonly eventgate: string }

/** One version of one schema, ready to judge events. */
export interface EventSchema {
  /** The canonical URI, such as `/test/event/1.0.0`. */
  readonly uri: string
  readonly title: string
  readonly version: string
  readonly file: string
  /** The schema as it is judged by, dereferenced. */
  readonly document: Readonly<Record<string, unknown>>
  /** Why EventGate refuses to judge by this schema: an event could make that slow (Ajv's json-schema-secure). */
  readonly insecure: Insecurity | undefined
  /** Writes the schema's defaults into the event and tells whether it is valid. Made for speed: stops at the first fault. */
  accepts(event: object): boolean
  /** Why the event is refused, ordered by line, each with a correction where one was proved. `text` is the event's own text. */
  explain(event: object, text: string): readonly Problem[]
  /** The same refusal in the words, order and fields of Ajv 6; writes all defaults into the event, as EventGate echoes it. */
  ajv6(event: object): Ajv6Refusal
}

/** What makes a schema unsafe to judge by. */
export interface Insecurity {
  /** Inside the schema. */
  readonly pointer: string
  readonly message: string
  readonly hint?: string
}

/** The `context` of an invalid event in EventGate's answer. */
export interface Ajv6Refusal {
  readonly errors: readonly Ajv6Error[]
  readonly errorsText: string
}

/** One error as Ajv 6 has it. */
export interface Ajv6Error {
  readonly keyword: string
  readonly dataPath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** A published version as its file name tells it. */
export interface SchemaVersion {
  readonly uri: string
  readonly title: string
  readonly version: string
  readonly repository: string
  readonly file: string
}

/** Something wrong in a schema file. */
export interface Finding {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly hint?: string
  /** RFC 6901, inside the file. */
  readonly pointer?: string
  /** What stays in force meanwhile, in words; absent where nothing does. */
  readonly inForce?: string
}

/** A schema file as it is on disk. */
export interface SchemaSource {
  readonly uri: string
  readonly repository: string
  readonly file: string
  readonly text: string
}
