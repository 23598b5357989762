import { useState } from 'react'

/** The text in the editor, and how it is changed. */
export interface Draft {
  /** Undefined until it is known what one begins with. */
  readonly text: string | undefined
  /** Something was written that a reload, or another page, does not take away. */
  readonly isKept: boolean
  write(text: string): void
  /** Takes away what was written. */
  beginAnew(): void
}

interface Written {
  readonly place: string
  readonly text: string
}

const remembered = 'event-sandbox.draft'

/** What was written last at this place, which the tab remembers; else what one begins with there. */
export function useDraft(place: string, first: string | undefined): Draft {
  const [written, setWritten] = useState(read)
  const own = written?.place === place ? written.text : undefined
  const change = (next: Written | undefined) => {
    setWritten(next)
    keep(next)
  }
  return {
    text: own ?? first,
    isKept: own !== undefined && own !== first,
    write: text => change({ place, text }),
    beginAnew: () => change(undefined),
  }
}

function read(): Written | undefined {
  try {
    const text = sessionStorage.getItem(remembered)
    return text === null ? undefined : (JSON.parse(text) as Written) // as: kept by this very file
  } catch {
    return undefined
  }
}

function keep(written: Written | undefined) {
  try {
    if (written === undefined) sessionStorage.removeItem(remembered)
    else sessionStorage.setItem(remembered, JSON.stringify(written))
  } catch {
    // Storage is switched off, or it is too much for it: the draft lasts until the page is closed.
  }
}
