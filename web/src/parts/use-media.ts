import { useSyncExternalStore } from 'react'

/** Under this width an event is a page and rows take two lines. */
export const narrow = '(max-width: 879px)'

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    changed => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
