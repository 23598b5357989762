import { type Tab, TabList } from '../parts/tab-list.tsx'
import { usePage } from '../use-page.ts'
import type { StoredEvent } from '../wire.ts'
import { count } from '../words.ts'
import { Body } from './body/body.tsx'
import { Compare } from './compare/compare.tsx'
import { Envelope } from './envelope.tsx'
import type { Place } from './place.ts'
import { Raw } from './raw.tsx'
import { Readers } from './readers.tsx'
import { useEventKeys } from './use-event-keys.ts'
import type { Resend } from './use-resend.ts'
import { Why } from './why.tsx'

type TabName = 'why' | 'body' | 'envelope' | 'lineage' | 'raw' | 'compare'

/** The sides of one event: why it was refused, its body, its envelope, its text. */
export function EventTabs(props: { event: StoredEvent; place: Place; resend: Resend }) {
  const { event, place } = props
  const page = usePage()
  const tabs = tabsOf(event, place)
  const chosen = tabs.find(tab => tab.name === page.tab)?.name ?? tabs[0]?.name ?? 'body'
  const stepTab = (by: 1 | -1) => {
    const at = tabs.findIndex(({ name }) => name === chosen)
    const next = tabs[(at + by + tabs.length) % tabs.length]
    if (next !== undefined) page.showTab(next.name)
  }
  useEventKeys({ event, resend: props.resend, stepTab })
  return (
    <TabList label="Event" tabs={tabs} chosen={chosen} choose={page.showTab} panelClass="ebody">
      {chosen === 'why' ? <Why event={event} place={place} resend={props.resend} /> : null}
      {chosen === 'body' ? <Body event={event} place={place} /> : null}
      {chosen === 'envelope' ? <Envelope event={event} /> : null}
      {chosen === 'lineage' ? <Readers event={event} /> : null}
      {chosen === 'compare' ? <Compare event={event} /> : null}
      {chosen === 'raw' ? <Raw event={event} /> : null}
    </TabList>
  )
}

function tabsOf(event: StoredEvent, place: Place): readonly Tab<TabName>[] {
  const why: Tab<TabName> = {
    name: 'why',
    label: (
      <>
        Why <span className="cnt bad">{event.problems.length}</span>
      </>
    ),
  }
  const raw = (
    <>
      Raw <span className="cnt">{count(event.size)} B</span>
    </>
  )
  return [
    ...(event.status === 'invalid' ? [why] : []),
    { name: 'body', label: 'Body' },
    { name: 'envelope', label: 'Envelope' },
    { name: 'lineage', label: 'Lineage' },
    { name: 'raw', label: raw },
    // Two events side by side need the width of a page.
    ...(place === 'page' ? [{ name: 'compare', label: 'Compare' } as const] : []),
  ]
}
