import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Problem } from '../parts/problem.tsx'
import { narrow, useMedia, wide } from '../parts/use-media.ts'
import { useSandbox } from '../use-sandbox.ts'
import { count } from '../words.ts'
import { NewTopicDialog } from './new-topic-dialog.tsx'
import { NoTopic } from './no-topic.tsx'
import { TopicList } from './topic-list.tsx'
import { inOrder } from './topic-order.ts'
import { TopicView } from './topic-view.tsx'
import { useTopicPlace, useTopics } from './use-topics.ts'

/** The topics, and the opened one beside them; on small screens one or the other. */
export function TopicsPage() {
  const place = useTopicPlace()
  const { data, error } = useTopics()
  const sandbox = useSandbox()
  const isNarrow = useMedia(narrow)
  const isWide = useMedia(wide)
  const [isAsked, ask] = useState(false)
  const topics = data?.items ?? []
  const [first] = inOrder(topics)
  const showsList = !isNarrow || place.topic === undefined
  return (
    <div className="cons topics">
      {place.topic === undefined ? <title>{`Topics, ${count(topics.length)} - event-sandbox`}</title> : null}
      {showsList ? (
        <TopicList topics={topics} chosen={place.topic} storage={sandbox?.storage} create={() => ask(true)} />
      ) : null}
      {place.topic !== undefined ? (
        <TopicView name={place.topic} key={place.topic} />
      ) : data === undefined ? (
        <div className="rest">{error === null ? null : <Problem error={error} />}</div>
      ) : isWide && first !== undefined ? (
        <Navigate to="/topics/$topic" params={{ topic: first.topic }} search replace />
      ) : (
        <NoTopic topics={topics} create={() => ask(true)} />
      )}
      <NewTopicDialog shown={isAsked} close={() => ask(false)} created={place.open} />
    </div>
  )
}
