import { useEffect, useState } from 'react'
import { api } from '../api.ts'
import { createConnection } from '../feed/connection.ts'
import type { Item } from '../wire.ts'

/** So many of the newest events are shown. */
const shown = 5

/** The newest events of a stream as they come, and whether they are held. */
export interface StreamTail {
  /** Undefined until the first answer. */
  readonly items: readonly Item[] | undefined
  readonly isHeld: boolean
  /** Keeps showing what is shown now. */
  hold(): void
  resume(): void
}

/** Follows a stream over a live socket of its own. */
export function useTail(stream: string): StreamTail {
  const [newest, setNewest] = useState<readonly Item[]>()
  const [held, setHeld] = useState<readonly Item[]>()
  useEffect(() => {
    let cursor: string | undefined
    const connection = createConnection({
      open: api.openLive,
      asked: () => ({ q: `stream:${stream}`, ...(cursor === undefined ? {} : { after: cursor }) }),
      frame(frame) {
        if (frame.error !== undefined) {
          // Another log than before: from its newest on.
          cursor = undefined
          return
        }
        cursor = frame.cursor
        setNewest((before = []) => [...[...frame.items].reverse(), ...before].slice(0, shown))
      },
      changed: () => undefined,
    })
    return () => {
      connection.close()
      setNewest(undefined)
    }
  }, [stream])
  return {
    items: held ?? newest,
    isHeld: held !== undefined,
    hold: () => setHeld(newest ?? []),
    resume: () => setHeld(undefined),
  }
}
