/** What a gate answered to this page. */
export interface GateAnswer {
  readonly status: number
  /** The text that was sent. */
  readonly text: string
  readonly at: number
}

const listeners = new Set<(answer: GateAnswer) => void>()

/** Tells whoever follows the answers of one more. */
export function tellAnswer(answer: GateAnswer) {
  for (const listener of listeners) listener(answer)
}

/** Follows the answers; returns what ends it. */
export function followAnswers(listener: (answer: GateAnswer) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
