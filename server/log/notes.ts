import type { Note } from './types.ts'

/** Records with the same note that follow each other, as stored: how many, and the note (null where there is none). */
type Run = [count: number, note: Note | null]

/** Collects the notes of a batch's records, runs of the same object as one. */
export interface NoteWriter {
  begin(): void
  add(note: Note | undefined): void
  /** JSON of the runs, or null where no record has a note. */
  finish(): string | null
}

/** Makes a writer of notes. */
export function createNoteWriter(): NoteWriter {
  let runs: Run[] = []
  let noted = false

  return {
    begin() {
      runs = []
      noted = false
    },
    add(note = undefined) {
      const last = runs.at(-1)
      if (last && last[1] === (note ?? null)) last[0] += 1
      else runs.push([1, note ?? null])
      if (note) noted = true
    },
    finish() {
      return noted ? JSON.stringify(runs) : null
    },
  }
}

/** The note of the record at an index of the batch. */
export type NoteAt = (index: number) => Note | undefined

/** Reads the notes of a batch. */
export function readNotes(stored: string | null): NoteAt {
  if (stored === null) return () => undefined
  // Our own JSON, written above.
  const runs = JSON.parse(stored) as Run[]
  const first = runs[0]
  if (runs.length === 1 && first) return () => first[1] ?? undefined

  const notes: (Note | undefined)[] = []
  for (const [count, note] of runs) {
    for (let index = 0; index < count; index += 1) notes.push(note ?? undefined)
  }
  return index => notes[index]
}
