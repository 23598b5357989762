import type { Correction } from '../wire.ts'
import { Icon } from './icon.tsx'

/** The red pencil strikes, the blue one writes. Only for a correction that was tried on a copy. */
export function Pencil({ fix }: { fix: Pick<Correction, 'was' | 'becomes'> }) {
  return (
    <span className="pencil">
      <del>
        <span className="vh">instead of </span>
        {fix.was}
      </del>
      <Icon name="arrow" />
      <ins>
        <span className="vh">send </span>
        {fix.becomes}
      </ins>
    </span>
  )
}
