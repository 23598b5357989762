import { Link } from '@tanstack/react-router'
import { RefusedMark } from '../parts/icon.tsx'
import { faultOf } from './unreadable.tsx'
import type { Title } from './wire.ts'

/** The versions on a line, and `current` behind them. */
export function Versions({ title, chosen }: { title: Title; chosen: string }) {
  const newest = title.versions.at(-1)?.version
  const { verdict } = title
  const isNews = verdict !== null && verdict.against === newest && verdict.changes.length > 0
  const isUnreadable = title.current !== null && faultOf(title, title.current) !== undefined
  const breaks = isNews && !(verdict.verdicts.BACKWARD && verdict.verdicts.HIVE)
  return (
    <ol className="vers" aria-label="Versions">
      {title.versions.map(({ version }) => (
        <li key={version} className={version === newest ? 'in' : ''}>
          <span className="vn" />
          <VersionLink title={title.title} version={version} isChosen={version === chosen} />
          <span className="dim">{version === newest ? 'newest' : ''}</span>
        </li>
      ))}
      {title.current === null ? null : (
        <li className={breaks || isUnreadable ? 'cur bad' : 'cur'}>
          {breaks || isUnreadable ? (
            <span className="vn">
              <RefusedMark />
            </span>
          ) : (
            <span className="vn" />
          )}
          <VersionLink title={title.title} version="current" isChosen={chosen === 'current'} />
          <span className="dim">
            {isUnreadable
              ? 'cannot be read'
              : breaks
                ? 'breaks'
                : isNews
                  ? 'compatible'
                  : newest === undefined
                    ? 'first'
                    : 'the same'}
          </span>
        </li>
      )}
    </ol>
  )
}

function VersionLink({ title, version, isChosen }: { title: string; version: string; isChosen: boolean }) {
  return (
    <Link to="/schemas/$" params={{ _splat: `${title}/${version}` }} aria-current={isChosen ? 'page' : undefined}>
      {version}
    </Link>
  )
}
