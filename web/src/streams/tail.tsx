import { Link } from '@tanstack/react-router'
import { wordless } from '../live/row-words.ts'
import { Icon } from '../parts/icon.tsx'
import { StatusMark } from '../parts/status.tsx'
import type { Item } from '../wire.ts'
import { clock, plain } from '../words.ts'
import { useTail } from './use-tail.ts'

/** The newest events of a stream, as they come. */
export function Tail({ stream }: { stream: string }) {
  const { items, isHeld, hold, resume } = useTail(stream)
  return (
    <section className="blk" aria-labelledby="tail">
      <div className="bh">
        <h3 id="tail">Live tail</h3>
        <span className="dim">newest first</span>
        <span className="grow" />
        <button type="button" className="btn plain" aria-pressed={isHeld} onClick={isHeld ? resume : hold}>
          <Icon name={isHeld ? 'play' : 'pause'} />
          {isHeld ? 'Resume' : 'Pause'}
        </button>
      </div>
      {items === undefined || items.length > 0 ? null : <p className="dim nothing">No event yet.</p>}
      <table className="mini tail">
        <tbody>
          {items?.map(item => (
            <TailRow key={item.cursor} item={item} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function TailRow({ item }: { item: Item }) {
  const isRefused = item.status === 'invalid'
  return (
    <tr className={isRefused && !item.kept ? 'no fresh' : 'fresh'}>
      <td>
        <StatusMark verdict={item} />
      </td>
      <td className="mono dim">{clock(item.receivedAt, true)}</td>
      <td className="m">
        <Link className="cut" to="/event/$cursor" params={{ cursor: item.cursor }}>
          {isRefused ? (
            plain(item.reason ?? 'Refused.').replace(/\.$/, '')
          ) : (
            <>
              <b>{item.title}</b> {wordless(item) ?? item.detail}
            </>
          )}
        </Link>
      </td>
    </tr>
  )
}
