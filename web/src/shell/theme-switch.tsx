import { ThemeMark } from '../parts/icon.tsx'

// index.html puts it on the page before the first thing is drawn.
const remembered = 'event-sandbox.theme'

/** Light or dark, remembered; until it is pressed the system decides. */
export function ThemeSwitch() {
  return (
    <button
      type="button"
      className="btn plain sq theme"
      aria-label="Switch between light and dark"
      onClick={switchTheme}
    >
      <ThemeMark />
    </button>
  )
}

/** To the other theme, remembered. */
export function switchTheme() {
  const page = document.documentElement
  const isDark = page.dataset.theme ? page.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  page.dataset.theme = isDark ? 'light' : 'dark'
  try {
    localStorage.setItem(remembered, page.dataset.theme)
  } catch {
    // Storage is switched off: the theme holds until the page is closed.
  }
}
