import { Link } from '@tanstack/react-router'
import { useFeed, useFeedState, useNow } from '../feed/use-feed.tsx'
import type { Past } from '../live/use-past.ts'
import { Brand, Icon, LiveDot, RefusedMark } from '../parts/icon.tsx'
import { useSandbox } from '../use-sandbox.ts'
import { clock, counted } from '../words.ts'
import { Search } from './search.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** The top bar: search, connection, rate, storage, theme, and the way to send. */
export function TopBar({ past }: { past: Past | undefined }) {
  return (
    <header className="top">
      <Link to="/" className="brand" aria-label="event-sandbox, live">
        <span className="mark">
          <Brand />
        </span>
        <span>event-sandbox</span>
      </Link>
      <Search />
      <div className="pulse">
        <ConnectionState past={past} />
        <Rate />
        <Storage />
        <ThemeSwitch />
        <Link className="btn go" to="/send">
          <Icon name="send" />
          <span className="lbl">Send</span>
        </Link>
      </div>
    </header>
  )
}

function ConnectionState({ past }: { past: Past | undefined }) {
  const { connection, held } = useFeedState()
  if (connection.status === 'stopped') {
    return (
      <span className="conn off">
        <RefusedMark />
        Stopped
      </span>
    )
  }
  if (past !== undefined) {
    return (
      <span className="conn held">
        <Icon name="clock" />
        <span className="only-wide">As of </span>
        {clock(past.moment)}
      </span>
    )
  }
  if (held !== undefined) {
    return (
      <span className="conn held">
        <Icon name="pause" />
        Paused
      </span>
    )
  }
  return (
    <span className={connection.status === 'live' ? 'conn on' : 'conn'}>
      <LiveDot />
      {connection.status === 'live' ? 'Live' : 'Connecting'}
    </span>
  )
}

const sparkSeconds = 24
const rateSeconds = 5

/** Arrivals of the last 24 seconds, and how many a second they are now. */
function Rate() {
  useFeedState()
  const { timeline } = useFeed()
  const now = useNow()
  const seconds = timeline.lastSeconds(sparkSeconds, now)
  // A page that was just opened has not followed as many yet.
  const followed = Math.max(1, Math.min(rateSeconds, timeline.followedSeconds(now)))
  const highest = Math.max(4, ...seconds.map(([valid, invalid]) => valid + invalid))
  const recent = seconds.slice(-rateSeconds).reduce((sum, [valid, invalid]) => sum + valid + invalid, 0) / followed
  const rate = recent >= 10 || recent === 0 ? Math.round(recent) : recent.toFixed(1)
  return (
    <span className="rate">
      <svg className="spark" width="72" height="16" viewBox="0 0 72 16" aria-hidden="true">
        {seconds.map(([valid, invalid], index) => {
          const all = valid + invalid
          const height = all === 0 ? 1 : Math.max(2, Math.round((all / highest) * 16))
          const kind = all === 0 ? 'none' : invalid > 0 ? 'ref' : 'acc'
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a bar is
          return <rect key={index} className={kind} x={index * 3} y={16 - height} width="2" height={height} />
        })}
      </svg>
      <span>
        <b>{rate.toLocaleString('en-US')}</b>
        <span className="u" aria-hidden="true">
          /s
        </span>
        <span className="vh"> events a second</span>
      </span>
    </span>
  )
}

function Storage() {
  const { totals, loaded } = useFeedState()
  const sandbox = useSandbox()
  if (sandbox === undefined) return null
  const { mode, folder } = sandbox.storage
  const kept = loaded ? totals.valid + totals.invalid : sandbox.counts.total
  return (
    <span className="tag" title={mode === 'disk' ? `Kept in ${folder}` : 'Kept until the sandbox stops'}>
      <Icon name={mode === 'disk' ? 'disk' : 'memory'} />
      {mode === 'disk' ? 'Disk' : 'Memory'} <span className="dim">{counted(kept, 'event')}</span>
    </span>
  )
}
