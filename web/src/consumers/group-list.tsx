import { Link } from '@tanstack/react-router'
import { Icon } from '../parts/icon.tsx'
import { count } from '../words.ts'
import { standingOf } from './group-words.ts'
import { LagSpark } from './lag-plot.tsx'
import { StreamClients } from './stream-clients.tsx'
import { useLagHistory } from './use-groups.ts'
import type { Group } from './wire.ts'

/** The names of all groups, each with its lag; under them who reads over EventStreams. */
export function GroupList({ groups, chosen }: { groups: readonly Group[]; chosen: string | undefined }) {
  return (
    <nav className="gl" aria-label="Consumer groups">
      <h1>Consumers</h1>
      <h2 className="sec">Kafka groups</h2>
      <ul>
        {groups.map(group => (
          <li key={group.group}>
            <GroupLink group={group} isChosen={group.group === chosen} />
          </li>
        ))}
      </ul>
      {groups.length === 0 ? <p className="dim tot">None yet.</p> : null}
      <StreamClients />
    </nav>
  )
}

function GroupLink({ group, isChosen }: { group: Group; isChosen: boolean }) {
  const history = useLagHistory(group.group)
  const { word, needsLook } = standingOf(group, history)
  return (
    <Link
      to="/consumers/$group"
      params={{ group: group.group }}
      className="grp"
      aria-current={isChosen ? 'page' : undefined}
    >
      <b className="cut" title={group.group}>
        {group.group}
      </b>
      <span className={needsLook ? 'lag amber' : 'lag'}>
        <span className="vh">lag </span>
        {count(group.lag)}
      </span>
      <span className="dim cut">
        {needsLook ? <Icon name="look" /> : null}
        {word}
      </span>
      <LagSpark points={history} />
    </Link>
  )
}
