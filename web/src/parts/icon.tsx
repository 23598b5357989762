import { paths, refusedPaths } from './icon-paths.ts'

export type IconName = keyof typeof paths

/** A drawing of 16 pixels in the ink of its surroundings; the word beside it says what it is. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** The octagon of everything refused. */
export function RefusedMark() {
  return (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      <path className="mark-no" d={refusedPaths.mark} />
      <path className="mark-no-x" d={refusedPaths.cross} />
    </svg>
  )
}

/** The dot of a live connection. */
export function LiveDot() {
  return (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />
    </svg>
  )
}

/** The half-filled circle of the theme switch. */
export function ThemeMark() {
  return (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13z" />
      <path d="M8 1.500v13a6.500 6.500 0 0 0 0-13z" fill="currentColor" />
    </svg>
  )
}

/** The product's mark: a gate, what comes to it and what leaves it. */
export function Brand() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill="none">
      <path d="M12 2.5v5.500M12 16v5.500" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
      <circle className="brand-in" cx="5" cy="12" r="2.750" />
      <circle className="brand-out" cx="15.500" cy="12" r="2.750" />
      <path className="brand-way" d="M19.500 12h2.500" strokeWidth="1.500" strokeLinecap="round" />
    </svg>
  )
}
