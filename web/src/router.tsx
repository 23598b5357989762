import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { ConsumersPage } from './consumers/consumers-page.tsx'
import { EventPage } from './event/event-page.tsx'
import { LivePage } from './live/live-page.tsx'
import { SchemasPage } from './schemas/schemas-page.tsx'
import { Missing } from './shell/missing.tsx'
import { Shell } from './shell/shell.tsx'
import { TopicsPage } from './topics/topics-page.tsx'

/** What of the page's state is in the URL, beside the path. */
export interface PageSearch {
  readonly q?: string
  readonly event?: string
  readonly tab?: string
  /** Where a topic's records begin, which of its partitions are shown, and the opened record: `PARTITION:OFFSET`. */
  readonly from?: string
  readonly partition?: string
  readonly record?: string
  /** The version that a schema's version is held against. */
  readonly against?: string
  /** Which problems are shown, in which order, and the opened one. */
  readonly state?: string
  readonly order?: string
  readonly problem?: string
  /** Where Send sends: a stream, a gate, hastily or not. */
  readonly stream?: string
  readonly gate?: string
  readonly hasty?: string
  /** The event that the opened one is held against. */
  readonly with?: string
}

const searchNames = [
  'q',
  'event',
  'tab',
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
] as const satisfies (keyof PageSearch)[]

const root = createRootRoute({ component: Shell, notFoundComponent: Missing, validateSearch: pageSearch })
const live = createRoute({ getParentRoute: () => root, path: '/', component: LivePage })
const event = createRoute({ getParentRoute: () => root, path: '/event/$cursor', component: EventPage })
const problemsPage = lazyRouteComponent(() => import('./problems/problems-page.tsx'), 'ProblemsPage')
const problems = createRoute({ getParentRoute: () => root, path: '/problems', component: problemsPage })
const streamsPage = lazyRouteComponent(() => import('./streams/streams-page.tsx'), 'StreamsPage')
const streams = createRoute({ getParentRoute: () => root, path: '/streams', component: streamsPage })
const stream = createRoute({ getParentRoute: () => root, path: '/streams/$stream', component: streamsPage })
const sendPage = lazyRouteComponent(() => import('./send/send-page.tsx'), 'SendPage')
const send = createRoute({ getParentRoute: () => root, path: '/send', component: sendPage })
const topics = createRoute({ getParentRoute: () => root, path: '/topics', component: TopicsPage })
const topic = createRoute({ getParentRoute: () => root, path: '/topics/$topic', component: TopicsPage })
const schemas = createRoute({ getParentRoute: () => root, path: '/schemas', component: SchemasPage })
const schema = createRoute({ getParentRoute: () => root, path: '/schemas/$', component: SchemasPage })
const consumers = createRoute({ getParentRoute: () => root, path: '/consumers', component: ConsumersPage })
const group = createRoute({ getParentRoute: () => root, path: '/consumers/$group', component: ConsumersPage })

export function createPageRouter() {
  return createRouter({
    routeTree: root.addChildren([
      live,
      event,
      problems,
      streams,
      stream,
      topics,
      topic,
      consumers,
      group,
      schemas,
      schema,
      send,
    ]),
    basepath: '/ui',
    trailingSlash: 'preserve',
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
