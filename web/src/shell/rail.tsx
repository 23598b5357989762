import { Link, useLocation } from '@tanstack/react-router'
import { pageOf, pages } from '../pages.ts'
import { Icon } from '../parts/icon.tsx'
import { useOpenProblems } from '../problems/use-problems.ts'
import { useTour } from '../tour/use-tour.ts'
import { usePage } from '../use-page.ts'
import { count } from '../words.ts'

/** The pages, and at its end the keys. With two pages or more it is a bar below on small screens. */
export function Rail({ showKeys }: { showKeys(): void }) {
  const { query } = usePage()
  const tour = useTour()
  const current = pageOf(useLocation().pathname)
  return (
    <nav className={pages.length > 1 ? 'rail many' : 'rail'} aria-label="Pages">
      {pages.map(page => (
        <Link
          key={page.path}
          to={page.path}
          search={query === '' ? {} : { q: query }}
          activeOptions={{ exact: page.path === '/', includeSearch: false }}
          // The router marks the pages whose address this is; an opened event is one of Live all the same.
          inactiveProps={{ 'aria-current': page === current ? 'page' : undefined }}
        >
          <Icon name={page.icon} />
          {page.name}
          {page.path === '/problems' ? <OpenProblems /> : null}
        </Link>
      ))}
      <span className="gap" />
      <button type="button" onClick={tour.start} className="only-wide">
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
