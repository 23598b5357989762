import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { sandboxNow } from '../clock.ts'
import type { Feed, FeedState } from './feed-state.ts'

const FeedContext = createContext<Feed | undefined>(undefined)

export function FeedProvider({ feed, children }: { feed: Feed; children: ReactNode }) {
  return <FeedContext value={feed}>{children}</FeedContext>
}

export function useFeed(): Feed {
  const feed = useContext(FeedContext)
  if (feed === undefined) throw new Error('useFeed needs a FeedProvider above it.')
  return feed
}

/** The feed's state; the component draws again after each change. */
export function useFeedState(): FeedState {
  const feed = useFeed()
  return useSyncExternalStore(feed.subscribe, feed.state)
}

/** A part of the feed's state; the component draws again when that part is another one. */
export function useFeedPart<T>(part: (state: FeedState) => T): T {
  const feed = useFeed()
  return useSyncExternalStore(feed.subscribe, () => part(feed.state()))
}

/** Whether the sandbox answers. */
export function useIsLive(): boolean {
  return useFeedPart(({ connection }) => connection.status === 'live')
}

/** The time, once a second: rates fall and bars move on while nothing arrives. */
export function useNow(): number {
  const [now, setNow] = useState(() => sandboxNow())
  useEffect(() => {
    const timer = setInterval(() => setNow(sandboxNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
