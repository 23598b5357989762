/** What of the page's state is in the URL, beside the path. */
export interface PageSearch {
  readonly q?: string
  readonly event?: string
  readonly tab?: string
  /** The columns of the live list, where others than the usual ones are shown. */
  readonly columns?: string
  /** Where a topic's records begin, which of its partitions are shown, and the opened record: `PARTITION:OFFSET`. */
  readonly from?: string
  readonly partition?: string
  readonly record?: string
  /** The version that a schema's version is held against. */
  readonly against?: string
  /** Which problems are shown, in which order, and the opened one. */
  readonly state?: string
  readonly order?: string
  readonly problem?: string
  /** Where Send sends: a stream, a gate, hastily or not. */
  readonly stream?: string
  readonly gate?: string
  readonly hasty?: string
  /** The event that the opened one is held against. */
  readonly with?: string
  /** How the two are shown, and whether the later one is A. */
  readonly shows?: string
  readonly swapped?: string
  /** The step of the tour, from 1 on, or `end`. */
  readonly tour?: string
}
