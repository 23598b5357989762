import { ThemeMark } from '../parts/icon.tsx'

const remembered = 'event-sandbox.theme'

/** Puts the remembered theme on the page; called before the first thing is drawn. */
export function restoreTheme() {
  try {
    const theme = localStorage.getItem(remembered)
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  } catch {
    // Storage is switched off: the system's theme it is.
  }
}

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
