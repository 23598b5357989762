import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { api } from './api.ts'
import { createFeed } from './feed/feed.ts'
import { FeedProvider, useFeedPart } from './feed/use-feed.tsx'
import { createPageRouter, preloadPages } from './router.tsx'

// The sandbox serves the page at `/` as well; its own paths live under /ui/.
if (!location.pathname.startsWith('/ui/')) history.replaceState(null, '', `/ui/${location.search}${location.hash}`)

const feed = createFeed({
  ...api,
  query: new URLSearchParams(location.search).get('q') ?? '',
  keepsLog: async () => (await api.sandbox()).storage.mode === 'disk',
  nextFrame,
})
// A stored event never changes, and what changes comes over the socket: nothing is asked again by itself.
const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: false } },
})
const router = createPageRouter()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id root.')
const page = (
  <StrictMode>
    <QueryClientProvider client={queries}>
      <FeedProvider feed={feed}>
        <RouterProvider router={router} />
        <Preloading />
      </FeedProvider>
    </QueryClientProvider>
  </StrictMode>
)
// Loaded first, else everything is drawn twice. Not by a top-level await: pages that are loaded import this chunk.
void router.load().finally(() => createRoot(root).render(page))

/** Brings what only another page needs once this one is there; a lost connection is told by the strip. */
function Preloading() {
  const isLoaded = useFeedPart(({ loaded }) => loaded)
  useEffect(() => {
    if (isLoaded) whenIdle(() => preloadPages().catch(() => undefined))
  }, [isLoaded])
  return null
}

/** Before the next picture; in a hidden tab, which draws none, within a second or so: its title still counts. */
function nextFrame(run: () => void) {
  const frame = requestAnimationFrame(go)
  const timer = setTimeout(go, 1000)
  function go() {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    run()
  }
}

/** Once nothing else is to be done; Safari does not tell. */
function whenIdle(run: () => void) {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 2000 })
  else setTimeout(run, 500)
}
