import { curlCommand } from '../live/send-commands.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import type { StoredEvent } from '../wire.ts'

/** The command that sends the same text to this sandbox. */
export function CopyAsCurl({ event }: { event: StoredEvent }) {
  return (
    <CopyButton className="btn" text={() => curlCommand(`${location.origin}/v1/events`, event.raw)}>
      Copy as curl
    </CopyButton>
  )
}
