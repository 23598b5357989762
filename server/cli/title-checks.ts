import type { CheckFinding } from '../schema/check/check-finding.ts'
import { type CheckedTitle, checkTitle, isCompared } from '../schema/check/check-title.ts'
import { compatibilityFindings } from '../schema/check/compare-versions.ts'
import type { CompatMode } from '../schema/check/compat-modes.ts'
import type { SeenVersions } from '../schema/check/seen-versions.ts'
import type { Workspace } from '../schema/workspace.ts'
import type { Checked, ToldFinding } from './schema-reporters.ts'

/** How titles are checked; plain data, for a second thread is told it. */
export interface TitleCheckOptions {
  readonly compat: CompatMode
  /** Whether versions are held to each other; otherwise only to what is published. */
  readonly isWhole: boolean
  /** Whether warnings are shown, with their places. */
  readonly warnings: boolean
}

/** Checks titles of one repository, one after the other. */
export interface TitleChecks {
  check(title: string): CheckedTitle
  /** All that is to be told of a title; `published` is what git has against it. */
  tell(checked: CheckedTitle, published?: readonly CheckFinding[]): Checked
}

/** `seen` is what versions said before, where git does not tell it. */
export function createTitleChecks(
  workspace: Workspace,
  repository: string,
  options: TitleCheckOptions,
  seen: SeenVersions | undefined,
): TitleChecks {
  return {
    check: title => checkTitle(workspace, repository, title),
    tell(checked, published = []) {
      const { title } = checked
      const among = options.isWhole
        ? compatibilityFindings(checked, options.compat, next => isCompared(workspace, checked, next))
        : []
      const changed = seen?.changed(workspace, repository, title) ?? []
      const findings = [...checked.findings, ...changed, ...published, ...among]
      return { title, findings: toldOf(findings, options.warnings) }
    },
  }
}

/** A keyword that is misspelt is a warning, and often the cause of errors: beside them it is shown as well. */
function toldOf(findings: readonly CheckFinding[], warnings: boolean): readonly ToldFinding[] {
  const hasErrors = findings.some(({ severity }) => severity === 'error')
  return findings.map(({ place, ...finding }) => {
    const isCause = hasErrors && finding.rule === 'unknown-keyword'
    return warnings || finding.severity === 'error' || isCause ? { ...finding, place: place() } : finding
  })
}
