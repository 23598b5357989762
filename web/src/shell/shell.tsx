import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { api } from '../api.ts'
import { useFeed } from '../feed/use-feed.tsx'
import { usePast } from '../live/use-past.ts'
import { pages } from '../pages.ts'
import { WithTour } from '../tour/with-tour.tsx'
import { usePage } from '../use-page.ts'
import { useChord, useKeys, useKeysAfter } from './keys.ts'
import { Rail } from './rail.tsx'
import { Strip } from './strip.tsx'
import { TopBar } from './top-bar.tsx'

const keySheet = () => import('./key-sheet.tsx')
const palette = () => import('../palette/palette.tsx')
const KeySheet = lazy(async () => ({ default: (await keySheet()).KeySheet }))
const Palette = lazy(async () => ({ default: (await palette()).Palette }))

/** Brings what may open over the page. */
export function preloadOver(): Promise<unknown> {
  return Promise.all([keySheet(), palette()])
}

/** What stands around every page: top bar, rail, and the strip when something is not as usual. */
export function Shell() {
  const feed = useFeed()
  const { query, event } = usePage()
  const navigate = useNavigate()
  const [keysShown, showKeys] = useState(false)
  const [paletteShown, showPalette] = useState(false)
  useEffect(() => feed.follow(query), [feed, query])
  useKeysAfter(
    'g',
    Object.fromEntries(
      pages.flatMap(({ path, keys }) => keys.map(key => [key, () => navigate({ to: path, search: searchOf(query) })])),
    ),
  )
  const past = usePast(api.events)
  useKeys({
    // What is opened closes first.
    Escape: () => (past === undefined || event !== undefined ? false : past.leave()),
  })
  useChord('k', () => showPalette(!keysShown && !paletteShown))
  useKeys({
    '/': () => document.getElementById('q')?.focus(),
    '?': () => showKeys(true),
    s: () => void navigate({ to: '/send' }),
  })
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <div className={past === undefined ? 'app' : 'app past'}>
        <TopBar past={past} />
        <Rail showKeys={() => showKeys(true)} />
        <main className="main" id="main" tabIndex={-1}>
          <Strip past={past} />
          <WithTour>
            <Outlet />
          </WithTour>
        </main>
      </div>
      <Suspense>
        {keysShown ? <KeySheet close={() => showKeys(false)} /> : null}
        {paletteShown ? <Palette close={() => showPalette(false)} showKeys={() => showKeys(true)} /> : null}
      </Suspense>
    </>
  )
}

function searchOf(query: string) {
  return query === '' ? {} : { q: query }
}
