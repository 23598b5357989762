import { Link } from '@tanstack/react-router'
import { TableHead } from '../parts/table-head.tsx'
import { count } from '../words.ts'
import type { GroupPartition } from './group-partitions.ts'
import type { Member } from './wire.ts'

/** The partitions of one topic: who reads each, how far, and what is left. */
export function GroupPartitions(props: {
  topic: string
  partitions: readonly GroupPartition[]
  members: readonly Member[]
}) {
  const most = Math.max(1, ...props.partitions.map(({ lag }) => lag ?? 0))
  const hasMembers = props.members.length > 0
  return (
    <div className="gp">
      <h3 className="sec">
        Partitions of{' '}
        <Link to="/topics/$topic" params={{ topic: props.topic }}>
          {props.topic}
        </Link>
      </h3>
      <div className="tw">
        <table className="list parts">
          <TableHead
            columns={['#', 'Reader', ['Committed', 'right'], ['End', 'right'], { hidden: 'Lag bar' }, ['Lag', 'right']]}
          />
          <tbody>
            {props.partitions.map(({ partition, member, committed, end, lag }) => {
              const isLeft = hasMembers && member === null && (lag ?? 0) > 0
              return (
                <tr key={partition}>
                  <td>{partition}</td>
                  <td className={isLeft ? 'amber' : member === null ? 'dim' : ''}>
                    {member === null ? 'nobody' : nameOf(member, props.members)}
                  </td>
                  <td className="right mono">
                    {committed === null ? <span className="dim">none</span> : count(committed)}
                  </td>
                  <td className="right mono">{count(end)}</td>
                  <td className="lagc">
                    <span className="lb">
                      <i style={{ width: `${((lag ?? 0) / most) * 100}%` }} />
                    </span>
                  </td>
                  <td className={isLeft ? 'right mono amber' : 'right mono'}>{lag === null ? '' : count(lag)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** The members, and what each reads. */
export function GroupMembers({ members }: { members: readonly Member[] }) {
  return (
    <div className="gp">
      <h3 className="sec">Members</h3>
      {members.length === 0 ? (
        <p className="dim none1">Nobody is connected.</p>
      ) : (
        <div className="tw">
          <table className="list parts">
            <TableHead columns={['Client', 'Reads', ['From', 'right']]} />
            <tbody>
              {members.map(member => (
                <tr key={member.member}>
                  <td title={member.member}>{nameOf(member.member, members)}</td>
                  <td className="dim">{readsWords(member)}</td>
                  <td className="right mono">{member.host}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

/** The client's own name; with the end of its id where several have the same. */
function nameOf(id: string, members: readonly Member[]): string {
  const member = members.find(each => each.member === id)
  if (member === undefined) return id
  const isShared = members.filter(({ client }) => client === member.client).length > 1
  return isShared ? `${member.client} ${id.slice(-4)}` : member.client
}

function readsWords({ assignment }: Member): string {
  if (assignment.length === 0) return 'nothing'
  const [only] = assignment
  if (assignment.length === 1 && only !== undefined) return only.partitions.join(', ')
  return assignment.map(({ topic, partitions }) => `${topic} ${partitions.join(', ')}`).join('; ')
}
