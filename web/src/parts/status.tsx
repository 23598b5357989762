import type { Status } from '../wire.ts'
import { Icon, RefusedMark } from './icon.tsx'

/** Shape and word; colour comes third. */
export function StatusMark({ status }: { status: Status }) {
  return status === 'invalid' ? (
    <span className="st no">
      <RefusedMark />
      <span className="w">Refused</span>
    </span>
  ) : (
    <span className="st">
      <Icon name="tick" />
      <span className="w">Accepted</span>
    </span>
  )
}

/** The same as a tag beside a title. */
export function StatusTag({ status }: { status: Status }) {
  return status === 'invalid' ? (
    <span className="tag bad">
      <RefusedMark />
      Refused
    </span>
  ) : (
    <span className="tag">
      <Icon name="tick" />
      Accepted
    </span>
  )
}
