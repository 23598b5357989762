import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Icon } from '../parts/icon.tsx'
import type { FaultRule } from '../wire.ts'
import { count, counted } from '../words.ts'

const mostShown = 3

/** Says what goes wrong on purpose, and ends it. */
export function FaultLine({ rules }: { rules: readonly FaultRule[] }) {
  const ending = useMutation({ mutationFn: () => Promise.allSettled(rules.map(({ id }) => api.endFault(id))) })
  const words = rules.slice(0, mostShown).map(rule => rule.words)
  const rest = rules.length - words.length
  return (
    <div className="strip look">
      <Icon name="look" />
      <p>
        <b>
          {counted(rules.length, 'fault rule')} {rules.length === 1 ? 'is' : 'are'} active.
        </b>{' '}
        {words.join('; ')}
        {rest > 0 ? `; and ${count(rest)} more` : ''}.
      </p>
      <button type="button" className="btn" disabled={ending.isPending} onClick={() => ending.mutate()}>
        {rules.length === 1 ? 'End it' : 'End them'}
      </button>
    </div>
  )
}
