/** What a sample takes where the schema leaves it open. */
export interface Choices {
  /** From 0 to 1, 1 excluded. */
  next(): number
  /** A string without a pattern. */
  text(): string
  /** A key of a map. */
  key(): string
  dateTime(): string
  /** Whether what is optional is left out. */
  readonly isMinimal?: boolean
}

/** Those of jsonschema-tools: always the same, so that an example changes only when its schema does. */
export const fixedChoices: Choices = {
  next: () => 0.15,
  text: () => 'dolor',
  key: () => 'dolorb',
  dateTime: () => '2021-01-01T00:00:00.0Z',
}

/** The same choices for the same seed, others for another. */
export function seededChoices(seed: number): Choices {
  const next = generator(seed)
  const word = () => words[Math.floor(next() * words.length)] ?? 'river'
  return {
    next,
    text: word,
    key: word,
    dateTime: () => new Date(Date.UTC(2026, 0, 1) + Math.floor(next() * 31_536_000) * 1000).toISOString(),
  }
}

const words = ['river', 'stone', 'harbour', 'meadow', 'lantern', 'orchard', 'valley', 'ember', 'willow', 'cedar']

/** mulberry32: 32 bits of state are plenty for examples. */
function generator(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
