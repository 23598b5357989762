import { Icon } from '../parts/icon.tsx'
import { Sentence } from '../parts/sentence.tsx'
import { ago, clock, count } from '../words.ts'
import { CauseDetails } from './cause-details.tsx'
import { MinuteBars } from './minute-bars.tsx'
import { useProblemsPlace } from './use-problems-place.ts'
import type { Cause, Share } from './wire.ts'

/** One cause: how often, what is wrong and what to do, when, whose. Opens to what was sent. */
export function CauseRow({ cause, highest, now }: { cause: Cause; highest: number; now: number }) {
  const place = useProblemsPlace()
  const isOpened = place.opened === cause.id
  const isResolved = cause.resolved !== undefined
  return (
    <li className={`cause${isResolved ? ' res' : ''}${isOpened ? ' sel' : ''}`}>
      <div className="cause-m">
        <span className="cause-n">{count(cause.count)}</span>
        <div className="cause-what">
          <h3>
            <button
              type="button"
              className="value"
              aria-expanded={isOpened}
              onClick={() => place.open(isOpened ? undefined : cause.id)}
            >
              <Sentence text={cause.message.replace(/\.$/, '')} />
            </button>
          </h3>
          <p>
            {cause.resolved === undefined ? (
              <span className="dim">
                <Sentence text={cause.hint ?? ''} />
              </span>
            ) : (
              <>
                <span className="st yes">
                  <Icon name="tick" />
                  Resolved {clock(cause.resolved.at)}
                </span>
                <span className="dim">
                  <Sentence text={cause.resolved.cause} />
                </span>
              </>
            )}
          </p>
        </div>
        <div className="cause-hour only-wide">
          <MinuteBars cause={cause} highest={highest} />
        </div>
        <div className="cause-where">
          <Names shares={cause.streams} none="No stream was read" isMachine />
          <Names shares={cause.producers} none="No producer was named" />
        </div>
        <div className="cause-when">
          <time dateTime={cause.last} title={clock(cause.last, true)}>
            {ago(cause.last, now)}
          </time>
          <span className="dim only-wide">{isResolved ? 'last seen' : `since ${ago(cause.first, now, 0)}`}</span>
        </div>
      </div>
      {isOpened ? <CauseDetails cause={cause} /> : null}
    </li>
  )
}

const shownNames = 2

function Names({ shares, none, isMachine }: { shares: readonly Share[]; none: string; isMachine?: boolean }) {
  const named = shares.filter(({ name }) => name !== null)
  const rest = named.length - shownNames
  if (named.length === 0) return <span className="dim">{none}</span>
  return (
    <>
      {named.slice(0, shownNames).map(({ name }) =>
        isMachine ? (
          <code key={name} className="cut" title={name ?? ''}>
            {name}
          </code>
        ) : (
          <span key={name} className="dim cut" title={name ?? ''}>
            {name}
          </span>
        ),
      )}
      {rest > 0 ? <span className="dim">and {count(rest)} more</span> : null}
    </>
  )
}
