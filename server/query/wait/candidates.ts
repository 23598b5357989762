import { rejectionsTopic } from '../../intake/rejections.ts'
import type { StoredRecord } from '../../log/types.ts'
import { knownOf } from '../event-query.ts'
import type { EventReader } from '../event-reader.ts'
import { contentOf } from '../items.ts'
import type { StreamNames } from '../stream-names.ts'
import type { Candidate } from './candidate.ts'

/** Makes a candidate of a record. */
export type MakeCandidate = (record: StoredRecord) => Candidate

/** Candidates by the names of a sandbox: nothing of a record is read before somebody asks for it. */
export function createCandidates({ events, names }: { events: EventReader; names: StreamNames }): MakeCandidate {
  return record => {
    const stream = names.ofRecord(record)
    const content = once(() => contentOf(record))
    const known = once(() => knownOf(record, stream))
    return {
      record,
      status: record.topic === rejectionsTopic ? 'invalid' : 'valid',
      stream,
      event: () => content().event,
      known,
      whole: once(() => ({ ...known(), content: content() })),
      read: once(() => events.read(record)),
    }
  }
}

/** Works a value out when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
