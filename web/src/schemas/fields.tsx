import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { fieldsOf } from './field-list.ts'
import type { Change, FieldOrigin, Version } from './wire.ts'

const indent = 16

/** The fields of a version as documentation: name, type, whether it must be there, meaning. */
export function Fields({ version, changes }: { version: Version; changes: readonly Change[] }) {
  const fields = useMemo(() => (version.schema === null ? [] : fieldsOf(version.schema)), [version.schema])
  const origins = useMemo(() => new Map(version.origins.map(origin => [origin.pointer, origin])), [version.origins])
  if (version.schema === null) return <p className="dim tabpad0">The file cannot be read; Source shows it as it is.</p>
  if (fields.length === 0) return <p className="dim tabpad0">It names no fields.</p>
  return (
    <table className="fields">
      <thead className="vh">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          <th scope="col">Rule</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(field => {
          const change = changes.find(each => concerns(each, field.pointer, field.name))
          const breaks = change !== undefined && change.breaks.length > 0
          return (
            <tr key={field.pointer} className={breaks ? 'chg' : ''}>
              <th scope="row" style={{ paddingLeft: field.level * indent }}>
                <code>{field.name}</code>
              </th>
              <td className="ty">{field.type}</td>
              <td>
                {change === undefined ? (
                  <span className="req">{field.isRequired ? 'required' : ''}</span>
                ) : (
                  <span className={breaks ? 'tag bad' : 'tag'}>{breaks ? 'changed' : 'new'}</span>
                )}
              </td>
              <td className="d">
                {field.about} <From origin={firstOf(origins, field.pointer)} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The schema that a field is declared in, with its place there. */
function From({ origin }: { origin: FieldOrigin | undefined }) {
  if (origin === undefined) return null
  return (
    <span className="whence">
      from{' '}
      <Link to="/schemas/$" params={{ _splat: origin.uri.slice(1) }} title={`${origin.file}:${origin.line}`}>
        {origin.uri.slice(1)}
      </Link>
    </span>
  )
}

/** The origin of a field, unless the field around it says the same already. */
function firstOf(origins: ReadonlyMap<string, FieldOrigin>, pointer: string): FieldOrigin | undefined {
  const origin = origins.get(pointer)
  const around = pointer
    .slice(0, pointer.lastIndexOf('/properties/'))
    .replace(/(?:\/(?:items|additionalProperties))+$/, '')
  return origin !== undefined && origins.get(around)?.uri === origin.uri ? undefined : origin
}

/** Whether a change is about a field: about itself, or about its name in the list of required ones beside it. */
function concerns({ pointer, message }: Change, field: string, name: string): boolean {
  if (pointer === field) return true
  const parent = field.slice(0, field.lastIndexOf('/properties/'))
  if (pointer === `${parent}/required`) return message.includes(`\`${name}\``) || message.includes(`.${name}\``)
  return (
    pointer.startsWith(`${field}/`) &&
    !pointer.slice(field.length).includes('/properties/') &&
    !pointer.endsWith('/required')
  )
}
