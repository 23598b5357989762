import { Navigate, useParams } from '@tanstack/react-router'
import { Command } from '../parts/command.tsx'
import { Problem } from '../parts/problem.tsx'
import { narrow, useMedia, wide } from '../parts/use-media.ts'
import { useSandbox } from '../use-sandbox.ts'
import { GroupList } from './group-list.tsx'
import { GroupView } from './group-view.tsx'
import { useGroups } from './use-groups.ts'

/** The consumer groups, and the opened one beside them; on small screens one or the other. */
export function ConsumersPage() {
  const { group: name } = useParams({ strict: false })
  const { data, error } = useGroups()
  const isNarrow = useMedia(narrow)
  const isWide = useMedia(wide)
  const groups = data?.items ?? []
  const group = groups.find(each => each.group === name)
  const [first] = groups
  return (
    <div className="cons">
      <title>{name === undefined ? 'Consumers - event-sandbox' : `${name}, consumers - event-sandbox`}</title>
      {isNarrow && name !== undefined ? null : <GroupList groups={groups} chosen={name} />}
      {group !== undefined ? (
        <GroupView group={group} key={group.group} />
      ) : data === undefined ? (
        <div className="rest">{error === null ? null : <Problem error={error} />}</div>
      ) : name !== undefined ? (
        <div className="rest">
          <h2>There is no group {name}.</h2>
          <p className="ink2">It appears here by itself once a consumer joins it or commits an offset.</p>
        </div>
      ) : isWide && first !== undefined ? (
        <Navigate to="/consumers/$group" params={{ group: first.group }} search replace />
      ) : (
        <NoGroup isFirst={groups.length === 0} />
      )}
    </div>
  )
}

function NoGroup({ isFirst }: { isFirst: boolean }) {
  const kafka = useSandbox()?.kafka ?? undefined
  if (!isFirst) {
    return (
      <div className="rest only-wide">
        <p className="dim">Choose a group to see what it has read.</p>
      </div>
    )
  }
  const command = kafka === undefined ? undefined : `kcat -b ${kafka} -G my-group test.event`
  return (
    <div className="rest">
      <h2>No consumer group yet.</h2>
      <p className="ink2">A Kafka consumer that joins a group, or commits an offset, appears here.</p>
      {command === undefined ? null : <Command text={command} />}
    </div>
  )
}
