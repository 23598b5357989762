/** A format of schema files. `locate` parses once more, for positions: they are needed only for what is refused. */
export interface SourceFormat {
  /** `blocks` keeps parts by their text, for files that share most of theirs. */
  read(text: string, blocks?: Map<string, unknown>): ReadText
  /** Answers where the key (of a list, the item) at a pointer stands, or its nearest ancestor. */
  locate(text: string): (pointer: string) => FilePlace
}

/** What a format reads out of a text. */
export type ReadText =
  | { readonly ok: true; readonly content: unknown }
  | ({ readonly ok: false; readonly message: string; readonly hint?: string } & FilePlace)

/** A place in a file; both count from 1. */
export interface FilePlace {
  readonly line: number
  readonly column: number
}
