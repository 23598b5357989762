import type { ListedFile, Listing } from './listing.ts'
import type { Finding } from './types.ts'

/** The finding with what events are judged by meanwhile; `isKept` where the file's last good state still is in force. */
export function withInForce(finding: Finding, file: ListedFile, listing: Listing, isKept: boolean): Finding {
  const latest = listing.versionsOf(file.title).at(-1)
  if (file.version === 'current') {
    return latest ? { ...finding, inForce: `\`${latest}\` stays in force for \`${file.title}\`.` } : finding
  }
  return isKept ? { ...finding, inForce: `\`${file.uri}\` stays in force as it was before this change.` } : finding
}
