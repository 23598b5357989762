import { Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useFeed } from '../feed/use-feed.tsx'
import { pages } from '../pages.ts'
import { usePage } from '../use-page.ts'
import { KeySheet } from './key-sheet.tsx'
import { useKeys, useKeysAfter } from './keys.ts'
import { Rail } from './rail.tsx'
import { Strip } from './strip.tsx'
import { TopBar } from './top-bar.tsx'

/** What stands around every page: top bar, rail, and the strip when something is not as usual. */
export function Shell() {
  const feed = useFeed()
  const { query } = usePage()
  const navigate = useNavigate()
  const [keysShown, showKeys] = useState(false)
  useEffect(() => feed.follow(query), [feed, query])
  useKeysAfter(
    'g',
    Object.fromEntries(
      pages.flatMap(({ path, keys }) => keys.map(key => [key, () => navigate({ to: path, search: searchOf(query) })])),
    ),
  )
  useKeys({
    '/': () => document.getElementById('q')?.focus(),
    '?': () => showKeys(true),
  })
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <div className="app">
        <TopBar />
        <Rail showKeys={() => showKeys(true)} />
        <main className="main" id="main" tabIndex={-1}>
          <Strip />
          <Outlet />
        </main>
      </div>
      <KeySheet shown={keysShown} close={() => showKeys(false)} />
    </>
  )
}

function searchOf(query: string) {
  return query === '' ? {} : { q: query }
}
