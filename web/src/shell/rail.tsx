import { Link, useLocation } from '@tanstack/react-router'
import { type FocusEvent, useState } from 'react'
import { pageOf, pages, type RailPage } from '../pages.ts'
import { Icon } from '../parts/icon.tsx'
import { narrow, useMedia } from '../parts/use-media.ts'
import { useOpenProblems } from '../problems/use-problems.ts'
import { useTour } from '../tour/use-tour.ts'
import { usePage } from '../use-page.ts'
import { count } from '../words.ts'
import { switchTheme } from './theme-switch.tsx'

/** The pages, and at its end the keys. On small screens a bar of five below: four pages, and the others behind More. */
export function Rail({ showKeys }: { showKeys(): void }) {
  const tour = useTour()
  const isNarrow = useMedia(narrow)
  const isOnTour = tour.step !== undefined || tour.isEnd
  if (isNarrow) return <Bar showKeys={showKeys} />
  return (
    <nav className="rail many" aria-label="Pages">
      {pages.map(page => (
        <PageLink key={page.path} page={page} />
      ))}
      <span className="gap" />
      <button type="button" onClick={tour.start} aria-current={isOnTour ? 'step' : undefined}>
        <Icon name="guide" />
        Guide
      </button>
      <button type="button" onClick={showKeys} aria-haspopup="dialog">
        <Icon name="keys" />
        Keys
      </button>
    </nav>
  )
}

function Bar({ showKeys }: { showKeys(): void }) {
  const tour = useTour()
  const [isOpen, setOpen] = useState(false)
  const current = pageOf(useLocation().pathname)
  const close = () => setOpen(false)
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!currentTarget.contains(relatedTarget)) close()
  }
  return (
    <nav
      className="rail many"
      aria-label="Pages"
      onBlur={onBlur}
      onKeyDown={event => {
        if (event.key === 'Escape') close()
      }}
    >
      {pages
        .filter(page => page.isFirst)
        .map(page => (
          <PageLink key={page.path} page={page} />
        ))}
      <button
        type="button"
        className={current.isFirst ? undefined : 'here'}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
        More
      </button>
      {isOpen ? (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: whatever in it is pressed, it closes
        <div className="morepages" onClick={close}>
          {pages
            .filter(page => !page.isFirst)
            .map(page => (
              <PageLink key={page.path} page={page} />
            ))}
          <button type="button" onClick={tour.start}>
            <Icon name="guide" />
            Guide
          </button>
          <button type="button" onClick={switchTheme}>
            <Icon name="look" />
            Light or dark
          </button>
          <button type="button" onClick={showKeys} aria-haspopup="dialog">
            <Icon name="keys" />
            Keys
          </button>
        </div>
      ) : null}
    </nav>
  )
}

function PageLink({ page }: { page: RailPage }) {
  const { query } = usePage()
  const isCurrent = page === pageOf(useLocation().pathname)
  return (
    <Link
      to={page.path}
      search={query === '' ? {} : { q: query }}
      activeOptions={{ exact: page.path === '/', includeSearch: false }}
      // The router marks the pages whose address this is; an opened event is one of Live all the same.
      inactiveProps={{ 'aria-current': isCurrent ? 'page' : undefined }}
    >
      <Icon name={page.icon} />
      {page.name}
      {page.path === '/problems' ? <OpenProblems /> : null}
    </Link>
  )
}

/** How many causes are open. */
function OpenProblems() {
  const open = useOpenProblems()
  if (open === 0) return null
  return (
    <span className="n">
      <span aria-hidden="true">{count(open)}</span>
      <span className="vh">, {count(open)} open</span>
    </span>
  )
}
