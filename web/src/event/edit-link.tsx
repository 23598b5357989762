import { Link, useNavigate } from '@tanstack/react-router'
import { Icon } from '../parts/icon.tsx'
import { useKeys } from '../shell/keys.ts'
import type { StoredEvent } from '../wire.ts'

/** Opens a copy of the event in Send. */
export function EditLink({ event }: { event: StoredEvent }) {
  return (
    <Link className="btn" to="/send" search={{ event: event.cursor }} title="Edit and resend (r)">
      <Icon name="edit" />
      Edit and resend
    </Link>
  )
}

/** The same by a key. */
export function useEditKey(cursor: string) {
  const navigate = useNavigate()
  useKeys({ r: () => void navigate({ to: '/send', search: { event: cursor } }) })
}
