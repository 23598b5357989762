import type { IconName } from './parts/icon.tsx'

/** A page of the rail; after the key `g` any of its keys leads there. */
export interface RailPage {
  readonly path: '/' | '/problems' | '/streams' | '/schemas' | '/topics' | '/consumers' | '/send'
  readonly name: string
  readonly icon: IconName
  readonly keys: readonly [string, ...string[]]
  /** Stands in the bar of small screens; the others are behind More. */
  readonly isFirst?: boolean
}

/** The pages of the rail. A further page is an entry here and a route in router.tsx. */
export const pages: readonly [RailPage, ...RailPage[]] = [
  { path: '/', name: 'Live', icon: 'live', keys: ['l'], isFirst: true },
  { path: '/problems', name: 'Problems', icon: 'problem', keys: ['p'], isFirst: true },
  { path: '/streams', name: 'Streams', icon: 'waves', keys: ['s'] },
  { path: '/schemas', name: 'Schemas', icon: 'braces', keys: ['h'], isFirst: true },
  { path: '/topics', name: 'Topics', icon: 'layers', keys: ['t'] },
  { path: '/consumers', name: 'Consumers', icon: 'inbox', keys: ['c'], isFirst: true },
  { path: '/send', name: 'Send', icon: 'send', keys: ['n'] },
]

/** The page that an address below /ui belongs to; an opened event is one of Live. */
export function pageOf(path: string): RailPage {
  return pages.find(page => page.path !== '/' && `${path}/`.startsWith(`${page.path}/`)) ?? pages[0]
}
