import { aboutFile, type CheckFinding } from './check-finding.ts'

/** A published version without a file: events name it, and no gate finds it. `file` is where it was. */
export function goneVersion(title: string, version: string, file: string, hint: string): CheckFinding {
  return aboutFile('old-version-immutable', title, file, `Version \`${version}\` was published and is gone.`, hint)
}

/** A title of which no file is left; one finding, however many versions it had. `file` is where the newest was. */
export function goneTitle(title: string, versions: readonly string[], file: string, hint: string): CheckFinding {
  const named = versions.map(version => `\`${version}\``).join(', ')
  const message = `\`${title}\` was published (${named}) and is gone.`
  return aboutFile('old-version-immutable', title, file, message, hint)
}
