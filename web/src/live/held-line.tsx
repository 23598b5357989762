import { Icon, RefusedMark } from '../parts/icon.tsx'
import { count } from '../words.ts'

/** Parts the frozen list from what waits. */
export function HeldLine({ held, resume }: { held: { valid: number; invalid: number }; resume(): void }) {
  return (
    <div className="held">
      <button type="button" className="pill" onClick={resume}>
        <Icon name="pause" />
        <span>Paused</span>{' '}
        <span className="sub">
          {count(held.valid + held.invalid)} new{held.invalid > 0 ? ',' : ''}
        </span>{' '}
        {held.invalid > 0 ? (
          <span className="bad">
            <RefusedMark />
            {count(held.invalid)} refused
          </span>
        ) : null}{' '}
        <span className="go">
          Resume <kbd>Space</kbd>
        </span>
      </button>
    </div>
  )
}
