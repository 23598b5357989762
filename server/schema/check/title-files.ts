import type { ListedFile } from '../listing.ts'
import type { SourceFile } from '../source-file.ts'
import type { ToolsConfig } from '../tools-config.ts'

/** The files of one title, parsed. */
export interface TitleFiles {
  readonly title: string
  readonly config: ToolsConfig
  /** As the user typed its folder. */
  readonly folder: string
  readonly current: Parsed | undefined
  /** Published versions in ascending order; a version has a file for each content type. */
  readonly versions: readonly Parsed[]
}

/** A listed file with its content. */
export interface Parsed {
  readonly listed: ListedFile
  readonly source: SourceFile
}
