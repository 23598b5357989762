import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { useTopics } from '../topics/use-topics.ts'
import { partitionsOf } from './group-partitions.ts'
import { GroupMembers, GroupPartitions } from './group-tables.tsx'
import { standingOf } from './group-words.ts'
import { LagPlot } from './lag-plot.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { useLagHistory } from './use-groups.ts'
import type { Group } from './wire.ts'

/** One group: how it stands, its lag over time, its partitions and its members. */
export function GroupView({ group }: { group: Group }) {
  const history = useLagHistory(group.group)
  const [isAsked, ask] = useState(false)
  const { tag, sentence, needsLook } = standingOf(group, history)
  const partitions = partitionsOf(group, useTopics().data?.items ?? [])
  const topics = [...new Set(partitions.map(({ topic }) => topic))]
  return (
    <div className="cd">
      <nav className="crumbs only-small" aria-label="Where you are">
        <Link to="/consumers">Consumers</Link>
        <span aria-hidden="true">/</span>
      </nav>
      <section className="gd" aria-labelledby="group-name">
        <div className="gh">
          <h2 id="group-name" className="cut" title={group.group}>
            {group.group}
          </h2>
          <span className={needsLook ? 'tag look' : 'tag'}>
            {needsLook ? <Icon name="look" /> : null}
            {tag}
          </span>
          <span className="dim only-wide">{generationWords(group)}</span>
          <span className="grow" />
          <button
            type="button"
            className="btn do"
            aria-haspopup="dialog"
            disabled={group.offsets.length === 0}
            onClick={() => ask(true)}
          >
            Move offsets
          </button>
        </div>
        <p className="say">{sentence}</p>
        <LagPlot points={history} needsLook={needsLook} />
        <div className="two">
          <div>
            {topics.length === 0 ? <p className="dim">It has not committed an offset yet.</p> : null}
            {topics.map(topic => (
              <GroupPartitions
                key={topic}
                topic={topic}
                partitions={partitions.filter(each => each.topic === topic)}
                members={group.members}
              />
            ))}
          </div>
          <GroupMembers members={group.members} />
        </div>
      </section>
      <MoveDialog group={group} partitions={partitions} shown={isAsked} close={() => ask(false)} />
    </div>
  )
}

function generationWords({ protocol, generation }: Group): string {
  if (generation === 0) return ''
  return protocol === null ? `generation ${generation}` : `${protocol}, generation ${generation}`
}
