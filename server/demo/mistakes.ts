import type { Dice } from './dice.ts'
import type { WikiTitle } from './wiki.ts'

/** An event on its way to the gate. */
export type DemoEvent = Record<string, unknown> & { readonly meta: Record<string, unknown> }

/** A mistake that one producer makes now and then; what it gives is the body that is sent. */
export interface Mistake {
  readonly producer: string
  readonly in: WikiTitle
  readonly make: (event: DemoEvent) => string
}

/** Every producer errs in its own way, as the software of a real platform does. */
export const mistakes: readonly Mistake[] = [
  { producer: 'import-script', in: 'wiki/page/edit', make: changed(event => setIn(event, 'page', 'page_id', String)) },
  { producer: 'import-script', in: 'wiki/page/edit', make: changed(event => ({ ...event, dt: localTime(event.dt) })) },
  {
    producer: 'import-script',
    in: 'wiki/page/edit',
    make: event => JSON.stringify(event).replace(',"page":', '"page":'),
  },
  { producer: 'mobile-app/7.3', in: 'wiki/page/edit', make: changed(event => renamed(event, 'revision', 'revisoin')) },
  { producer: 'mobile-app/7.3', in: 'wiki/page/edit', make: changed(event => ({ ...event, edit_kind: 'Edit' })) },
  {
    producer: 'wiki-bridge/0.4',
    in: 'wiki/page/move',
    make: changed(event => ({ ...event, $schema: '/wiki/page/move/1.2.0' })),
  },
  { producer: 'wiki-bridge/0.4', in: 'wiki/user/block', make: changed(event => renamed(event, 'reason', 'comment')) },
  { producer: 'search-service/2.1', in: 'wiki/search', make: changed(event => ({ ...event, took_ms: -1 })) },
  { producer: 'search-service/2.1', in: 'wiki/search', make: changed(event => ({ ...event, source: 'widget' })) },
]

/** One of the mistakes that can be made in an event of this kind. */
export function mistakeIn(title: WikiTitle, dice: Dice): Mistake {
  return dice.pick(mistakes.filter(mistake => mistake.in === title))
}

function changed(change: (event: DemoEvent) => object): (event: DemoEvent) => string {
  return event => JSON.stringify(change(event))
}

function renamed(event: DemoEvent, key: string, instead: string): object {
  return Object.fromEntries(Object.entries(event).map(([name, value]) => [name === key ? instead : name, value]))
}

function setIn(event: DemoEvent, outer: string, inner: string, change: (value: unknown) => unknown): object {
  const object = event[outer] as Record<string, unknown> // as: the wiki has made it one
  return { ...event, [outer]: { ...object, [inner]: change(object[inner]) } }
}

function localTime(dt: unknown): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(String(dt)) ?? []
  return `${day}.${month}.${year} ${time}`
}
