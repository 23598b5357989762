import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { api } from './api.ts'
import { createFeed } from './feed/feed.ts'
import { FeedProvider } from './feed/use-feed.tsx'
import { createPageRouter, preloadPages } from './router.tsx'
import { restoreTheme } from './shell/theme-switch.tsx'
import './styles/all.css'

restoreTheme()

// The sandbox serves the page at `/` as well; its own paths live under /ui/.
if (!location.pathname.startsWith('/ui/')) history.replaceState(null, '', `/ui/${location.search}${location.hash}`)

const feed = createFeed({
  ...api,
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
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <FeedProvider feed={feed}>
        <RouterProvider router={router} />
      </FeedProvider>
    </QueryClientProvider>
  </StrictMode>,
)

// What only another page needs waits until this one is there; a lost connection is told by the strip.
addEventListener('load', () => setTimeout(() => preloadPages().catch(() => undefined), 200))

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
