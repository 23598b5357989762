/** What a partition remembers of a producer (KIP-98): enough to see a batch come twice, or out of order. */
export interface ProducerState {
  readonly epoch: number
  /** The newest batches, the last one last. */
  readonly batches: readonly SequencedBatch[]
  /** Where its open transaction begins; undefined where none is open. */
  readonly openSince: number | undefined
  /** When it last appended. */
  readonly updatedAt: number
}

/** The sequence numbers of a batch, both ends inclusive, and where it is. */
export interface SequencedBatch {
  readonly first: number
  readonly last: number
  readonly baseOffset: number
}

/** What a batch says of its producer. */
export interface ProducerStamp {
  readonly producerId: number
  readonly epoch: number
  /** -1 in a control batch. */
  readonly baseSequence: number
  readonly count: number
  readonly isTransactional: boolean
}

/** Kafka remembers five, as many as a client may have on the way. */
const remembered = 5
const sequences = 2 ** 31

/** Whether a batch is the next one, one that was appended before, or neither. */
export type SequenceVerdict =
  | { readonly status: 'next' }
  | { readonly status: 'duplicate'; readonly baseOffset: number }
  | { readonly status: 'fenced' | 'gap' }

/** Judges a batch by what is remembered of its producer, as Kafka's ProducerAppendInfo and ProducerStateEntry do. */
export function judgeSequence(state: ProducerState | undefined, stamp: ProducerStamp): SequenceVerdict {
  // Nobody knows what came before: retention may have taken it.
  if (!state) return { status: 'next' }
  if (stamp.epoch < state.epoch) return { status: 'fenced' }
  if (stamp.epoch > state.epoch) return { status: stamp.baseSequence === 0 ? 'next' : 'gap' }
  const last = lastSequence(stamp)
  const same = state.batches.find(batch => batch.first === stamp.baseSequence && batch.last === last)
  if (same) return { status: 'duplicate', baseOffset: same.baseOffset }
  const newest = state.batches.at(-1)
  if (!newest) return { status: 'next' }
  return { status: (newest.last + 1) % sequences === stamp.baseSequence ? 'next' : 'gap' }
}

/** What is remembered once a batch is appended. */
export function afterBatch(
  state: ProducerState | undefined,
  stamp: ProducerStamp,
  baseOffset: number,
  now: number,
): ProducerState {
  const before = state?.epoch === stamp.epoch ? state.batches : []
  const batch = { first: stamp.baseSequence, last: lastSequence(stamp), baseOffset }
  return {
    epoch: stamp.epoch,
    batches: [...before.slice(1 - remembered), batch],
    openSince: state?.openSince ?? (stamp.isTransactional ? baseOffset : undefined),
    updatedAt: now,
  }
}

/** What is remembered once a transaction has ended. */
export function afterMarker(state: ProducerState | undefined, epoch: number, now: number): ProducerState {
  const batches = state?.epoch === epoch ? state.batches : []
  return { epoch, batches, openSince: undefined, updatedAt: now }
}

function lastSequence({ baseSequence, count }: ProducerStamp): number {
  return (baseSequence + count - 1) % sequences
}
