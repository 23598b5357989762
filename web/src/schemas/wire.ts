/** What the sandbox answers about schemas. */

/** All titles by repository. */
export interface SchemaTree {
  readonly repositories: readonly {
    readonly name: string
    readonly folder: string
    readonly titles: readonly TreeTitle[]
  }[]
}

/** A title as the tree shows it. */
export interface TreeTitle {
  readonly title: string
  readonly versions: readonly string[]
  readonly latest: string | null
  /** Its `current` file. */
  readonly current: string | null
  /** What was found, where somebody looked already. */
  readonly findings: { readonly errors: number; readonly warnings: number; readonly breaks: boolean } | null
}

/** One title: its versions, and what is wrong with them. */
export interface Title {
  readonly title: string
  readonly repository: string
  readonly versions: readonly { readonly version: string; readonly uri: string; readonly file: string }[]
  readonly current: string | null
  readonly findings: readonly SchemaFinding[]
  /** What `current` means for the version before it. */
  readonly verdict: CurrentVerdict | null
}

export interface CurrentVerdict {
  readonly version: string
  readonly against: string
  readonly verdicts: Verdicts
  readonly changes: readonly Change[]
  readonly suggestedVersion: string
  readonly words: string
}

export interface SchemaFinding {
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly hint?: string
}

/** One version as it is on disk, and with everything in place. */
export interface Version {
  readonly uri: string
  readonly title: string
  readonly version: string
  readonly repository: string
  readonly file: string
  readonly text: string | null
  readonly schema: (Readonly<Record<string, unknown>> & { readonly examples?: readonly object[] }) | null
  /** The files it is made of, itself among them. */
  readonly madeOf: readonly string[]
  /** Where the fields come from that its own file does not declare. */
  readonly origins: readonly FieldOrigin[]
}

/** A field that a schema has from another file. */
export interface FieldOrigin {
  readonly pointer: string
  /** The schema that declares it, such as `/fragment/common/1.0.0`. */
  readonly uri: string
  readonly file: string
  readonly line: number
}

/** A stream that has to do with a schema. */
export interface StreamUse {
  readonly stream: string
  readonly isConfigured: boolean
  readonly hasEvents: boolean
}

/** Whether a new version holds what each mode promises. */
export type Verdicts = Readonly<Record<'BACKWARD' | 'FORWARD' | 'FULL' | 'HIVE' | 'jsonschema-tools', boolean>>

/** One difference between two versions, with its places in both files. */
export interface Change {
  readonly class: string
  readonly pointer: string
  readonly message: string
  readonly breaks: readonly ('BACKWARD' | 'FORWARD' | 'HIVE')[]
  /** A document that one of the two accepts and the other refuses. */
  readonly witness?: { readonly validUnder: 'old' | 'new'; readonly document: unknown }
  readonly places: { readonly old: Place; readonly new: Place }
}

export interface Place {
  readonly file: string
  readonly line: number
}

/** What a version means for another, and for the events that are stored. */
export interface Check {
  readonly against: { readonly version: string }
  readonly verdicts: Verdicts
  readonly changes: readonly Change[]
  readonly suggestedVersion: string
  readonly blastRadius: {
    readonly streams: readonly string[]
    readonly events: number
    readonly refused: number
    /** The oldest refused one. */
    readonly first: string | null
    /** False where there are more events than were looked at. */
    readonly complete: boolean
  } | null
}

/** What is to be edited in a `current` file; with the `basis` of what was shown it is written. */
export type AskedEdit = { readonly schema: string; readonly against?: string; readonly basis?: string } & (
  | { readonly version: string }
  | { readonly undo: { readonly class: string; readonly pointer: string } }
)

/** The lines that an edit changes. */
export interface Edit {
  readonly file: string
  readonly basis: string
  readonly written: boolean
  readonly lines: readonly {
    readonly kind: 'same' | 'gone' | 'new'
    readonly number: number
    readonly text: string
  }[]
}
