import { useNavigate } from '@tanstack/react-router'
import { versionBefore } from './use-schemas.ts'
import type { Title } from './wire.ts'

/** Which version the shown one is held against: the one before it, or any other. It stands in the URL. */
export function Against(props: { title: Title; version: string; asked: string | undefined }) {
  const { title, version } = props
  const navigate = useNavigate()
  const before = versionBefore(title, version)
  const names = [...title.versions.map(each => each.version), ...(title.current === null ? [] : ['current'])]
  const others = names.filter(name => name !== version)
  if (others.length === 0) return null
  const choose = (name: string) =>
    navigate({
      to: '/schemas/$',
      params: { _splat: `${title.title}/${version}` },
      search: name === before || name === '' ? {} : { against: name },
    })
  return (
    <p className="versus">
      <label htmlFor="against">Compare with</label>
      <select
        id="against"
        className="inp"
        value={props.asked ?? before ?? ''}
        onChange={event => choose(event.target.value)}
      >
        {before === undefined ? <option value="">nothing, it is the first</option> : null}
        {others.map(name => (
          <option key={name} value={name}>
            {name === before ? `${name}, the one before` : name}
          </option>
        ))}
      </select>
    </p>
  )
}
