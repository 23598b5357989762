import type { IconName } from '../parts/icon.tsx'
import { type Match, matchOf } from './matching.tsx'

/** A line of the palette: a place to go to, or something to do. */
export interface Entry {
  readonly id: string
  readonly text: string
  /** What it is, dim beside it. */
  readonly says: string
  readonly icon: IconName
  /** The keys that do the same. */
  readonly keys?: readonly string[]
  go(): void
}

/** Lines under one title. */
export interface Group {
  readonly name: string
  readonly entries: readonly Entry[]
}

/** An entry that answers what was typed. */
export interface Found extends Entry {
  readonly match: Match
}

const mostPerGroup = 6

/** What answers what was typed, the shortest first; before anything is typed the groups as they are. */
export function foundIn(groups: readonly Group[], typed: string) {
  return groups
    .map(({ name, entries }) => ({ name, entries: foundEntries(entries, typed) }))
    .filter(({ entries }) => entries.length > 0)
}

function foundEntries(entries: readonly Entry[], typed: string): readonly Found[] {
  const found = entries.flatMap(entry => {
    const match = matchOf(entry.text, typed)
    return match === undefined ? [] : [{ ...entry, match }]
  })
  if (typed.trim() === '') return found.slice(0, mostPerGroup + 1)
  return found.sort((one, other) => one.text.length - other.text.length).slice(0, mostPerGroup)
}
