import type { Note } from './types.ts'

type Shared = Omit<Note, 'request'>

/**
 * Notes as stored: what records have in common, then by request how many records it brought. Requests of one tick differ
 * in little more than their id: written out in full, the notes of 30 requests cost more than the commit itself.
 */
type Group = [shared: Shared | null, runs: Run[]]
type Run = [count: number, request?: string]

/** Collects the notes of a batch's records, runs of the same object as one. */
export interface NoteWriter {
  begin(): void
  add(note: Note | undefined): void
  /** JSON of the groups, or null where no record has a note. */
  finish(): string | null
}

/** Makes a writer of notes. */
export function createNoteWriter(): NoteWriter {
  let groups: Group[] = []
  let lastNote: Note | undefined
  let run: Run | undefined
  let noted = false

  function open(note: Note | undefined): Run {
    const opened: Run = note?.request === undefined ? [0] : [0, note.request]
    const group = groups.at(-1)
    if (group && isAlike(lastNote, note)) group[1].push(opened)
    else groups.push([sharedOf(note), [opened]])
    return opened
  }

  return {
    begin() {
      groups = []
      run = undefined
      noted = false
    },
    add(note) {
      if (!run || lastNote !== note) run = open(note)
      run[0] += 1
      lastNote = note
      if (note) noted = true
    },
    finish() {
      return noted ? JSON.stringify(groups) : null
    },
  }
}

function isAlike(one: Note | undefined, other: Note | undefined): boolean {
  if (!one || !other) return one === other
  return (
    one.door === other.door &&
    one.gate === other.gate &&
    one.producer === other.producer &&
    one.canary === other.canary &&
    one.fault === other.fault &&
    one.requestSize === other.requestSize &&
    one.problems === other.problems
  )
}

function sharedOf(note: Note | undefined): Shared | null {
  if (!note) return null
  const { request: _, ...shared } = note
  return shared
}

/** The notes of a batch whose records all have the same one. */
export function noteForAll(count: number, note: Note): string {
  const run: Run = note.request === undefined ? [count] : [count, note.request]
  return JSON.stringify([[sharedOf(note), [run]]] satisfies Group[])
}

/** How many records of a batch have problems; costs next to nothing where none has. */
export function countProblems(stored: string | null): number {
  if (!stored?.includes('"problems":')) return 0
  const groups = JSON.parse(stored) as Group[] // as: our own JSON
  const withProblems = groups.filter(([shared]) => shared?.problems !== undefined)
  return withProblems.reduce((sum, [, runs]) => sum + runs.reduce((of, [count]) => of + count, 0), 0)
}

/** Which records of a batch are canary events. Most notes are only searched for the word; quotes in a text are escaped. */
export function canariesIn(stored: string | null, count: number): readonly number[] {
  if (!stored?.includes('"canary":true')) return none
  const note = readNotes(stored)
  return Array.from({ length: count }, (_, index) => index).filter(index => note(index)?.canary === true)
}

const none: readonly number[] = []

/** The note of the record at an index of the batch. */
export type NoteAt = (index: number) => Note | undefined

/** Reads the notes of a batch. */
export function readNotes(stored: string | null): NoteAt {
  if (stored === null) return () => undefined
  // Our own JSON, written above.
  const groups = JSON.parse(stored) as Group[]
  const notes: (Note | undefined)[] = []
  for (const [shared, runs] of groups) {
    for (const [count, request] of runs) {
      const note = shared === null ? undefined : request === undefined ? shared : { ...shared, request }
      for (let index = 0; index < count; index += 1) notes.push(note)
    }
  }
  return index => notes[index]
}
