import type { IconName } from './parts/icon.tsx'

/** The pages of the rail. A further page is an entry here and a route in router.tsx. */
export const pages: readonly { readonly path: string; readonly name: string; readonly icon: IconName }[] = [
  { path: '/', name: 'Live', icon: 'live' },
]
