import type { StoredEvent } from '../../wire.ts'
import { EnvelopeFacts } from '../envelope.tsx'
import type { Place } from '../place.ts'
import { Raw } from '../raw.tsx'
import { ReadBy } from '../readers.tsx'
import { BodyTree } from './body-tree.tsx'
import { FieldRule } from './field-rule.tsx'
import { PointerBar } from './pointer-bar.tsx'
import { useTree } from './use-tree.ts'

/** The body as a tree with the rule of the chosen field, and on a page of its own the envelope beside it. */
export function Body({ event, place }: { event: StoredEvent; place: Place }) {
  const root = event.event
  const tree = useTree(root)
  if (root === null || typeof root !== 'object') return <Raw event={event} />
  return (
    <>
      <PointerBar tree={tree} />
      <div className={place === 'page' ? 'two2' : 'one2'}>
        <BodyTree tree={tree} receivedAt={event.receivedAt} />
        {place === 'page' ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
          <section className="env" tabIndex={0} aria-label="The field and the envelope">
            <FieldRule event={event} pointer={tree.chosen} />
            <EnvelopeFacts event={event} />
            {event.status === 'invalid' ? null : (
              <>
                <h3 className="sec">Read by</h3>
                <ReadBy event={event} />
              </>
            )}
          </section>
        ) : tree.chosen === '' ? null : (
          <div className="env">
            <FieldRule event={event} pointer={tree.chosen} />
          </div>
        )}
      </div>
    </>
  )
}
