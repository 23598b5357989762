/** Draws once for however many changes there are before a picture. */
export interface Drawing {
  /** Before the next picture. */
  soon(): void
  /** A few times a second: more often nobody can read a list that fills by itself. */
  calmly(): void
}

const betweenCalmMs = 200

export function createDrawing(parts: { nextFrame(run: () => void): void; draw(): void }): Drawing {
  let isNext = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let drawnAt = Number.NEGATIVE_INFINITY

  function soon() {
    clearTimeout(timer)
    timer = undefined
    if (isNext) return
    isNext = true
    parts.nextFrame(() => {
      isNext = false
      drawnAt = performance.now()
      parts.draw()
    })
  }

  return {
    soon,
    calmly() {
      const left = drawnAt + betweenCalmMs - performance.now()
      if (left <= 0) soon()
      else if (!isNext) timer ??= setTimeout(soon, left)
    },
  }
}
