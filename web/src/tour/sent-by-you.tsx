import type { StoredEvent } from '../wire.ts'
import { isOwn } from './own-events.ts'
import { useProgress } from './progress.ts'

/** Beside an event that this page sent. */
export function SentByYou({ event }: { event: StoredEvent }) {
  const { texts } = useProgress()
  if (texts.length === 0 || !isOwn(event, texts)) return null
  return <span className="you">sent by you</span>
}
