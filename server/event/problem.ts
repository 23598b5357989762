/** One reason why an event is refused: what, where in the event, where in the schema, and what to do now. */
export interface Problem {
  /**
   * RFC 6901 pointer to the value at fault. For a missing property its parent (`''` is the root) with the name in the
   * message; for an unknown property the property itself.
   */
  readonly pointer: string
  /** The JSON Schema keyword that refuses, or one of ours: `syntax`, `$schema`, `stream`, `depth`, `size`, `more`, `fault`. */
  readonly keyword: string
  /** One sentence, present tense, the name first. Backticks enclose what the machine said. */
  readonly message: string
  /** The next step as an order, where there is one. */
  readonly hint?: string
  /** Line of the event's text, from 1. */
  readonly line?: number
  /** Column of the event's text, from 1; only where the text itself is broken. */
  readonly column?: number
  /** The rule that refuses. */
  readonly schema?: SchemaPlace
  /** A correction that was tried on a copy and takes this problem away. */
  readonly fix?: Correction
}

/** Where a rule stands: `file` as the user typed its folder, `line` from 1 in the file as it is on disk. */
export interface SchemaPlace {
  readonly uri: string
  /** JSON pointer inside the schema, such as `/properties/page/properties/page_id/type`. */
  readonly pointer: string
  readonly file: string
  readonly line: number
}

/** A correction: what is struck, what replaces it, and the change itself as an RFC 6902 patch of the event. */
export interface Correction {
  /** The struck text as it stands in the event, such as `"61077"` or `revisoin`. */
  readonly was: string
  /** The text that replaces it, such as `61077` or `revision`. */
  readonly becomes: string
  /** Why this one, in two or three words: `Without quotes`, `One letter swapped`, `Taken as UTC`. */
  readonly note: string
  /** What the button says: `Use 61077`, `Rename key`, `Use this date`. */
  readonly label: string
  readonly patch: readonly PatchOperation[]
}

/** The two RFC 6902 operations a correction needs. */
export type PatchOperation =
  | { readonly op: 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'move'; readonly from: string; readonly path: string }
