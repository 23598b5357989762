import { seededRandom } from '../base/seeded-random.ts'

/** Chance, the same for the same seed. */
export interface Dice {
  /** From 0 to 1, 1 excluded. */
  next(): number
  /** Whether something that happens with this probability happens now. */
  chance(probability: number): boolean
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  /** One of several. @throws RangeError where there is none. */
  pick<Value>(values: readonly Value[]): Value
  /** A uuid of version 4. */
  uuid(): string
}

/** Dice that fall the same way for the same seed. */
export function createDice(seed: number): Dice {
  const next = seededRandom(seed)
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    chance: probability => next() < probability,
    pick(values) {
      const [value] = values.slice(between(0, values.length - 1))
      if (value === undefined) throw new RangeError('There is nothing to pick from.')
      return value
    },
    uuid: () => 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => between(0, 15).toString(16)),
  }
}
