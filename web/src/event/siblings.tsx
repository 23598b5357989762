import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api.ts'
import { StatusMark } from '../parts/status.tsx'
import { iso } from '../time-range.ts'
import type { Item, StoredEvent } from '../wire.ts'
import { clock, counted } from '../words.ts'

const looked = 50

/** The request that brought the event, and what else it brought. */
export function Siblings({ event }: { event: StoredEvent }) {
  const { request, receivedAt, cursor, producer, gate } = event
  const isAlone = request === null || request.size < 2
  // Events of one request have one time of arrival, and stand beside one another.
  const { data } = useQuery({
    queryKey: ['siblings', cursor],
    queryFn: () =>
      api.events({
        since: receivedAt,
        until: iso(Date.parse(receivedAt) + 1),
        order: 'asc',
        limit: looked,
      }),
    enabled: !isAlone,
  })
  return (
    <>
      <h3 className="sec">Request</h3>
      <p>
        {producer === null ? 'Somebody' : <code>{producer}</code>} sent {counted(request?.size ?? 1, 'event')}
        {gate === null ? '' : ' to the gate '}
        {gate === null ? null : <code>{gate}</code>} at {clock(receivedAt, true)}
        {request === null ? '' : ', as request '}
        {request === null ? null : <code>{request.id}</code>}.
      </p>
      {isAlone ? null : (
        <ul className="readers">
          {(data?.items ?? []).map(item => (
            <li key={item.cursor}>
              <Sibling item={item} isThis={item.cursor === cursor} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Sibling({ item, isThis }: { item: Item; isThis: boolean }) {
  return (
    <>
      <StatusMark verdict={item} />
      {isThis ? (
        <b>This one</b>
      ) : (
        <Link to="/event/$cursor" params={{ cursor: item.cursor }}>
          {item.stream ?? 'no stream'}
        </Link>
      )}
      <span className="dim cut">{[item.title, item.detail].filter(part => part !== '').join(', ')}</span>
    </>
  )
}
