const paths = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.700 10.700 14 14',
  cross: 'm3.500 3.500 9 9M12.500 3.500l-9 9',
  tick: 'm3 8.500 3.200 3.200L13 4.800',
  live: 'M1.5 8h2.8l2-5 3.2 10 2-5h3',
  disk: 'M8 6c3.300 0 6-1 6-2.300S11.300 1.500 8 1.500 2 2.500 2 3.700 4.700 6 8 6zM2 3.700v8.600c0 1.200 2.700 2.200 6 2.200s6-1 6-2.200V3.700M2 8c0 1.200 2.700 2.200 6 2.200S14 9.200 14 8',
  memory:
    'M4.500 4.500h7v7h-7zM6 2v2.500M10 2v2.500M6 11.500V14M10 11.500V14M2 6h2.500M2 10h2.500M11.500 6H14M11.500 10H14',
  send: 'M14.300 1.700 1.500 6.300l5.200 3 3 5.200zM6.700 9.300l3-3',
  braces:
    'M6 2c-2 0-2.500.8-2.500 2.300v1.500C3.500 7 3 8 1.800 8 3 8 3.500 9 3.500 10.200v1.500C3.500 13.200 4 14 6 14M10 2c2 0 2.500.8 2.500 2.300v1.500c0 1.200.5 2.200 1.700 2.200-1.200 0-1.700 1-1.700 2.200v1.500c0 1.500-.5 2.300-2.500 2.300',
  waves:
    'M1.5 4.5c2.2-2 4.3-2 6.5 0s4.300 2 6.500 0M1.500 8.500c2.200-2 4.300-2 6.500 0s4.300 2 6.500 0M1.500 12.500c2.200-2 4.300-2 6.500 0s4.300 2 6.500 0',
  layers: 'M8 1.800 14.200 5 8 8.200 1.800 5zM1.800 8 8 11.200 14.200 8M1.800 11 8 14.200 14.200 11',
  problem: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.8v3.9M8 11.1v.1',
  guide:
    'M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM6.100 6.100a2 2 0 1 1 2.700 1.900c-.5.200-.8.600-.8 1.100v.3M8 11.500v.1',
  edit: 'm10.500 2.500 3 3-8 8-3.700.7.700-3.700z',
  compare: 'M2 2.500h5v11H2zM9 2.500h5v11H9z',
  link: 'M6.500 9.500 9.500 6.500M7 4.500l1.500-1.500a3 3 0 0 1 4.300 4.300L11.500 8.500M4.500 7.500 3.200 8.700a3 3 0 0 0 4.300 4.300L9 11.500',
  pause: 'M5.200 3v10M10.800 3v10',
  play: 'M4.500 2.500v11l9-5.500z',
  up: 'M3.500 10 8 5.500l4.500 4.500',
  down: 'M3.500 6 8 10.500 12.500 6',
  right: 'M6 3.500 10.500 8 6 12.500',
  open: 'M9.500 2H14v4.500M14 2 7.500 8.500M12 9.500v3c0 .8-.7 1.500-1.500 1.500h-7c-.8 0-1.500-.7-1.500-1.500v-7C2 4.700 2.700 4 3.500 4h3',
  copy: 'M5.500 5.500h7c.6 0 1 .4 1 1v7c0 .6-.4 1-1 1h-7c-.6 0-1-.4-1-1v-7c0-.6.4-1 1-1zM11.500 5.500v-3c0-.6-.4-1-1-1h-7c-.6 0-1 .4-1 1v7c0 .6.4 1 1 1h1',
  arrow: 'M2 8h11M9.500 4.500 13 8l-3.500 3.500',
  filter: 'M1.500 3h13L9.500 9v4.500l-3-1.500V9z',
  look: 'M8 2 14.800 13.800H1.200zM8 6.500v3.200M8 11.700v.1',
  reload: 'M13.500 8a5.500 5.500 0 1 1-1.600-3.900L13.500 5.700M13.500 2v3.700H9.800',
  inbox:
    'M8 1.500v8M4.800 6.500 8 9.700l3.200-3.200M1.800 10v3.200c0 .7.500 1.300 1.300 1.300h9.800c.8 0 1.300-.6 1.300-1.300V10',
  file: 'M9 1.500H4c-.6 0-1 .4-1 1v11c0 .6.400 1 1 1h8c.6 0 1-.4 1-1v-8zM9 1.500v4h4',
  folder:
    'M1.500 4c0-.8.5-1.300 1.300-1.300h3.400L7.700 4.500h5.500c.8 0 1.300.5 1.300 1.300v6.400c0 .8-.5 1.300-1.300 1.300H2.800c-.8 0-1.300-.5-1.300-1.300z',
  more: 'M2.500 8a.7.7 0 1 0 1.400 0 .7.7 0 1 0-1.400 0M7.300 8a.7.7 0 1 0 1.400 0 .7.7 0 1 0-1.400 0M12.100 8a.7.7 0 1 0 1.400 0 .7.7 0 1 0-1.400 0',
  clock: 'M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM8 4v4l2.700 1.700',
  columns: 'M2 2.500h12v11H2zM6 2.500v11M10 2.500v11',
  keys: 'M2 4h12v8H2zM4.500 6.700h.1M7 6.700h.1M9.500 6.700h.1M11.500 6.700h.1M5.500 9.500h5',
} as const

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
      <path className="mark-no" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />
      <path className="mark-no-x" d="m5.500 5.500 5 5M10.500 5.500l-5 5" />
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
