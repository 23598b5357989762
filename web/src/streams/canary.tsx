import { Icon } from '../parts/icon.tsx'
import { clock, duration } from '../words.ts'
import type { Canary } from './wire.ts'

/** Whether a stream's canary events come, in a word or by the time of the last. */
export function CanaryMark({ canary: { enabled, last, isMissing } }: { canary: Canary }) {
  if (isMissing) {
    return (
      <span className="st look">
        <Icon name="look" />
        Missing
      </span>
    )
  }
  if (!enabled || last === null) return <span className="dim">Off</span>
  return (
    <span className="st">
      <Icon name="tick" />
      {clock(last).slice(0, 5)}
    </span>
  )
}

/** The same with how often they are sent, or why they are not. */
export function CanarySum({ canary }: { canary: Canary }) {
  const { enabled, everyMs, last, isMissing, problem } = canary
  if (problem !== null) return <small className="amber">{problem}</small>
  if (!enabled) return <small>off</small>
  if (everyMs === null) return <small>no interval</small>
  const often = `every ${duration(everyMs).replace(/^1 /, '')}`
  if (isMissing || last === null) return <small className="amber">missing, wanted {often}</small>
  return (
    <>
      {clock(last)} <small>{often}, in time</small>
    </>
  )
}
