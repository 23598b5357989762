import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { dotted, valueAt } from '../../../../server/event/json-pointer.ts'
import { api } from '../../api.ts'
import { sandboxNow } from '../../clock.ts'
import { termFor } from '../../query.ts'
import { iso } from '../../time-range.ts'
import type { StoredEvent } from '../../wire.ts'
import { count } from '../../words.ts'
import { fieldAt, lineOf } from './field-at.ts'

/** What the schema says of the chosen field, and how many events have its value as well. */
export function FieldRule({ event, pointer }: { event: StoredEvent; pointer: string }) {
  const { schemaSource } = event
  const [, title, version] = /^\/(.+)\/([^/]+?)(?:\.yaml|\.json)?$/.exec(schemaSource?.uri ?? '') ?? []
  const { data } = useQuery({
    queryKey: ['schema', title, version],
    queryFn: () => api.schemaVersion(title ?? '', version ?? ''),
    enabled: title !== undefined && version !== undefined && pointer !== '',
  })
  const field = useMemo(() => (data?.schema ? fieldAt(data.schema, pointer) : undefined), [data, pointer])
  if (pointer === '') {
    return <p className="field dim">Choose a line to see what its schema says of it.</p>
  }
  const origin = field && data?.origins.find(each => each.pointer === field.pointer)
  const line = field && schemaSource ? lineOf(schemaSource.text, field.pointer) : undefined
  return (
    <div className="field">
      <div className="bh">
        <h2>{dotted(pointer)}</h2>
        <span className="dim">
          {field === undefined ? null : `${field.type}${field.isRequired ? ', required' : ''}`}
        </span>
      </div>
      {field === undefined && data !== undefined ? <p className="ink2">Its schema names no such field.</p> : null}
      {field === undefined || field.about === '' ? null : <p className="ink2">{field.about}</p>}
      {field === undefined || title === undefined ? null : (
        <p className="rule">
          {field.bounds === '' ? null : (
            <>
              <code>{field.bounds}</code>,{' '}
            </>
          )}
          <Link to="/schemas/$" params={{ _splat: `${title}/${version}` }}>
            {line === undefined ? `${title}/${version}` : `${version}.yaml:${line}`}
          </Link>
          {origin === undefined ? null : (
            <span className="dim" title={`${origin.file}:${origin.line}`}>
              {' '}
              from {origin.uri.slice(1)}
            </span>
          )}
        </p>
      )}
      <SameValue event={event} pointer={pointer} />
    </div>
  )
}

const lookedBackMs = 86_400_000

function SameValue({ event, pointer }: { event: StoredEvent; pointer: string }) {
  const value = valueAt(event.event, pointer)
  const isPlain = value === null || typeof value !== 'object'
  const q = isPlain ? termFor(pointer, value) : ''
  const { data } = useQuery({
    queryKey: ['same value', q],
    queryFn: () => {
      const now = sandboxNow()
      return api.histogram({ q, from: iso(now - lookedBackMs), to: iso(now + 1000), bars: 1 })
    },
    enabled: isPlain,
    gcTime: 5000,
  })
  const [bar] = data?.bars ?? []
  if (bar === undefined) return null
  const others = bar[0] + bar[1]
  return (
    <p className="rule dim">
      {others === 1 ? 'One event of the last day carries' : `${count(others)} events of the last day carry`} this value.{' '}
      <Link to="/" search={{ q }}>
        Show {others === 1 ? 'it' : 'them'}
      </Link>
    </p>
  )
}
