import { semverOf } from '../../event/schema-uri.ts'
import type { Comparison } from './compare.ts'

/** The version a change needs: another major where old events or the table break, a minor for all else. */
export function suggestVersion(oldVersion: string, { verdicts }: Comparison, isChanged: boolean): string {
  const [major, minor] = semverOf(oldVersion)?.numbers ?? [1, 0]
  if (!isChanged) return oldVersion
  return verdicts.BACKWARD && verdicts.HIVE ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`
}
