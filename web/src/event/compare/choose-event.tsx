import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { Problem } from '../../parts/problem.tsx'
import { StatusMark } from '../../parts/status.tsx'
import type { Item, StoredEvent } from '../../wire.ts'
import { clock } from '../../words.ts'

const offered = 30

/** The events around the opened one, of its stream: one of them is chosen to stand beside it. */
export function ChooseEvent({ event, choose }: { event: StoredEvent; choose(cursor: string): void }) {
  const { data, error } = useQuery({
    queryKey: ['around', event.cursor],
    queryFn: () => eventsAround(event),
    staleTime: 0,
  })
  if (data === undefined) return error === null ? null : <Problem error={error} />
  if (data.length === 0) {
    return <p className="compare-none dim">There is no other event of this stream to hold it against.</p>
  }
  return (
    <div className="compare-choose">
      <h2 className="sec">Choose an event to hold this one against</h2>
      <ol>
        {data.map(item => (
          <li key={item.cursor}>
            <button type="button" onClick={() => choose(item.cursor)}>
              <StatusMark verdict={item} />
              <span className="mono">{clock(item.receivedAt, true)}</span>
              <span className="cut">{[item.title, item.detail].filter(part => part !== '').join(', ')}</span>
              <span className="dim">{item.cursor}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Newest first, from both sides of the event. */
async function eventsAround({ stream, cursor }: StoredEvent): Promise<readonly Item[]> {
  const asked = stream === null ? {} : { stream }
  const [newer, older] = await Promise.all([
    api.events({ ...asked, after: cursor, order: 'asc', limit: offered / 2 }),
    api.events({ ...asked, before: cursor, order: 'desc', limit: offered }),
  ])
  return [...newer.items.toReversed(), ...older.items].slice(0, offered)
}
