import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** Says that what is shown is no more. */
export function HasLeft({ children }: { children: ReactNode }) {
  return (
    <p className="left" role="status">
      <Icon name="look" />
      <span>{children}</span>
    </p>
  )
}
