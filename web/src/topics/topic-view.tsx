import { Link } from '@tanstack/react-router'
import { useGroups } from '../consumers/use-groups.ts'
import { HasLeft } from '../parts/has-left.tsx'
import { Problem } from '../parts/problem.tsx'
import { TabList } from '../parts/tab-list.tsx'
import { count, counted } from '../words.ts'
import { ChangeTopic } from './change-topic.tsx'
import { keptWords } from './kept.ts'
import { Records } from './records.tsx'
import { TopicPartitions } from './topic-partitions.tsx'
import { TopicSettings } from './topic-settings.tsx'
import { useTopic, useTopicPlace } from './use-topics.ts'
import type { Topic } from './wire.ts'

type TabName = 'records' | 'partitions' | 'settings'

/** One topic: its records, its partitions, its settings. */
export function TopicView({ name }: { name: string }) {
  const { data: topic, error, hasLeft } = useTopic(name)
  return (
    <section className="td" aria-labelledby="topic-name">
      <title>{`${name}, topic - event-sandbox`}</title>
      <nav className="crumbs only-small" aria-label="Where you are">
        <Link to="/topics">Topics</Link>
        <span aria-hidden="true">/</span>
      </nav>
      <div className="oh">
        <h2 className="cut" id="topic-name" title={name}>
          {name}
        </h2>
        {topic === undefined ? null : <Head topic={topic} />}
      </div>
      {hasLeft ? (
        <HasLeft>
          <b>It was deleted.</b> What stands here is from before; it goes on once there is a topic of this name again.
        </HasLeft>
      ) : null}
      {topic !== undefined ? <Tabs topic={topic} /> : error === null ? null : <Problem error={error} />}
    </section>
  )
}

function Head({ topic }: { topic: Topic }) {
  const { data } = useGroups()
  const own = topic.settings.filter(({ isSet }) => isSet).map(({ name, value }) => [name, value] as const)
  const readers = data?.items.filter(({ offsets }) => offsets.some(each => each.topic === topic.topic)) ?? []
  const groups = readers.map(each => each.group)
  const kept = keptWords(Object.fromEntries(own))
  const [group] = groups
  return (
    <>
      <span className="dim only-wide">
        {counted(topic.partitions.length, 'partition')}
        {kept === undefined ? '' : `, kept ${kept}`}
      </span>
      <span className="grow" />
      {group === undefined ? null : groups.length === 1 ? (
        <Link className="btn" to="/consumers/$group" params={{ group }}>
          <span className="cut">{group}</span> reads it
        </Link>
      ) : (
        <Link className="btn" to="/consumers">
          {count(groups.length)} groups read it
        </Link>
      )}
      {topic.internal ? (
        <span className="tag">The sandbox&rsquo;s own</span>
      ) : (
        <ChangeTopic topic={topic} groups={groups} />
      )}
    </>
  )
}

function Tabs({ topic }: { topic: Topic }) {
  const place = useTopicPlace()
  const tabs = [
    { name: 'records', label: <Counted word="Records" count={topic.records} /> },
    { name: 'partitions', label: <Counted word="Partitions" count={topic.partitions.length} /> },
    { name: 'settings', label: 'Settings' },
  ] as const
  const chosen = tabs.find(({ name }) => name === place.tab)?.name ?? 'records'
  return (
    <TabList<TabName>
      label="Topic"
      tabs={tabs}
      chosen={chosen}
      choose={name => place.change({ tab: name === 'records' ? undefined : name })}
      panelClass="tpanel"
    >
      {chosen === 'records' ? <Records topic={topic} /> : null}
      {chosen === 'partitions' ? <TopicPartitions topic={topic} /> : null}
      {chosen === 'settings' ? <TopicSettings topic={topic} /> : null}
    </TabList>
  )
}

function Counted(props: { word: string; count: number }) {
  return (
    <>
      {props.word} <span className="cnt">{count(props.count)}</span>
    </>
  )
}
