/** A place in the segments. */
export interface Place {
  readonly segment: number
  readonly position: number
}

/** Append-only bytes in numbered segments: files, or memory. What is written here is committed elsewhere. */
export interface Segments {
  /** Where the next byte goes. */
  readonly end: Place
  /** Goes on to a new segment where the current one is full; tells whether it did. */
  roll(): boolean
  /** Writes all at the end; returns where the first begins. What a failure left half written is overwritten later. */
  append(batches: readonly Buffer[]): Place
  /** Takes back what was appended behind `place`, which is in the current segment. */
  cut(place: Place): void
  /** Exactly `length` bytes; throws where there are fewer. */
  read(segment: number, position: number, length: number): Buffer
  /** Returns once the current segment is on the medium. */
  sync(): void
  /** Gives a segment's room back. */
  remove(segment: number): void
  /** Segments there are, the current one included. */
  list(): readonly number[]
  close(): void
}
