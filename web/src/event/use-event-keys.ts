import { curlCommand } from '../live/send-commands.ts'
import { copyText } from '../parts/copy-button.tsx'
import { editorLink } from '../parts/editor-link.ts'
import { useChord, useKeys } from '../shell/keys.ts'
import type { StoredEvent } from '../wire.ts'
import type { Resend } from './use-resend.ts'
import { sourceOf } from './why-foot.tsx'

/** The keys of an opened event: copy, correct, its tabs, the rule in the editor. */
export function useEventKeys(parts: { event: StoredEvent; resend: Resend; stepTab(by: 1 | -1): void }) {
  const { event, resend } = parts
  useKeys({
    c: () => void copyText(curlCommand(`${location.origin}/v1/events`, event.raw)),
    ']': () => parts.stepTab(1),
    '[': () => parts.stepTab(-1),
    o() {
      const rule = event.problems[0]?.schema
      const source = rule === undefined ? event.schemaSource : sourceOf(event, rule.file)
      if (!source) return false
      location.assign(editorLink(source.path, rule?.line ?? 1))
      return true
    },
  })
  useChord('enter', () => {
    if (resend.label !== undefined && !resend.pending) resend.send()
  })
}
