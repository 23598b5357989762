import { seededRandom } from '../../base/seeded-random.ts'

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
  const next = seededRandom(seed)
  const word = () => words[Math.floor(next() * words.length)] ?? 'river'
  return {
    next,
    text: word,
    key: word,
    dateTime: () => new Date(Date.UTC(2026, 0, 1) + Math.floor(next() * 31_536_000) * 1000).toISOString(),
  }
}

const words = ['river', 'stone', 'harbour', 'meadow', 'lantern', 'orchard', 'valley', 'ember', 'willow', 'cedar']
