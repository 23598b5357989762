import { useSyncExternalStore } from 'react'

export { narrow } from './media.ts'

/** From this width on a list and what is opened stand beside each other, and something always is. */
export const wide = '(min-width: 1200px)'

/** From this width on there is room for a third thing beside them. */
export const spacious = '(min-width: 1600px)'

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
