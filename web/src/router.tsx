import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { LivePage } from './live/live-page.tsx'
import type { PageSearch } from './page-search.ts'
import { Missing } from './shell/missing.tsx'
import { preloadOver, Shell } from './shell/shell.tsx'

const searchNames = [
  'q',
  'event',
  'tab',
  'columns',
  'from',
  'partition',
  'record',
  'against',
  'state',
  'order',
  'problem',
  'stream',
  'gate',
  'hasty',
  'with',
  'shows',
  'swapped',
  'tour',
] as const satisfies (keyof PageSearch)[]

// Live is there at once; what is behind another page comes when it is near.
const consumersPage = lazyRouteComponent(() => import('./consumers/consumers-page.tsx'), 'ConsumersPage')
const eventPage = lazyRouteComponent(() => import('./event/event-page.tsx'), 'EventPage')
const problemsPage = lazyRouteComponent(() => import('./problems/problems-page.tsx'), 'ProblemsPage')
const schemasPage = lazyRouteComponent(() => import('./schemas/schemas-page.tsx'), 'SchemasPage')
const sendPage = lazyRouteComponent(() => import('./send/send-page.tsx'), 'SendPage')
const streamsPage = lazyRouteComponent(() => import('./streams/streams-page.tsx'), 'StreamsPage')
const topicsPage = lazyRouteComponent(() => import('./topics/topics-page.tsx'), 'TopicsPage')

const root = createRootRoute({
  component: Shell,
  notFoundComponent: Missing,
  validateSearch: pageSearch,
  // The tour goes along to every page until one leaves it.
  search: { middlewares: [retainSearchParams<PageSearch>(['tour'])] },
})
const live = createRoute({ getParentRoute: () => root, path: '/', component: LivePage })
const event = createRoute({ getParentRoute: () => root, path: '/event/$cursor', component: eventPage })
const problems = createRoute({ getParentRoute: () => root, path: '/problems', component: problemsPage })
const streams = createRoute({ getParentRoute: () => root, path: '/streams', component: streamsPage })
const stream = createRoute({ getParentRoute: () => root, path: '/streams/$stream', component: streamsPage })
const send = createRoute({ getParentRoute: () => root, path: '/send', component: sendPage })
const topics = createRoute({ getParentRoute: () => root, path: '/topics', component: topicsPage })
const topic = createRoute({ getParentRoute: () => root, path: '/topics/$topic', component: topicsPage })
const schemas = createRoute({ getParentRoute: () => root, path: '/schemas', component: schemasPage })
const schema = createRoute({ getParentRoute: () => root, path: '/schemas/$', component: schemasPage })
const consumers = createRoute({ getParentRoute: () => root, path: '/consumers', component: consumersPage })
const group = createRoute({ getParentRoute: () => root, path: '/consumers/$group', component: consumersPage })

/** Brings what is behind the other pages, so that they open also after the sandbox has stopped. */
export async function preloadPages(): Promise<void> {
  const pages = [consumersPage, eventPage, problemsPage, schemasPage, sendPage, streamsPage, topicsPage]
  await Promise.all([...pages.map(page => page.preload?.()), preloadOver()])
}

export function createPageRouter() {
  return createRouter({
    routeTree: root.addChildren([
      live,
      event,
      problems,
      streams,
      stream,
      send,
      topics,
      topic,
      schemas,
      schema,
      consumers,
      group,
    ]),
    basepath: '/ui',
    trailingSlash: 'preserve',
    defaultPreload: 'intent',
    // Plain text instead of JSON: `?event=14231.0` stays as it is, and a URL can be read and typed.
    parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: search => {
      const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
      const text = new URLSearchParams(pairs as [string, string][]).toString() // pageSearch lets only strings in
      return text === '' ? '' : `?${text.replaceAll('%3A', ':').replaceAll('%2F', '/')}`
    },
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>
  }
}

function pageSearch(search: Record<string, unknown>): PageSearch {
  const text = (name: string) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' ? { [name]: value } : {}
  }
  return Object.assign({}, ...searchNames.map(text))
}
