import { Sentence } from '../parts/sentence.tsx'
import { fileName } from './files.ts'
import type { AskedEdit, Change, Check, Version } from './wire.ts'

/** What can be done now about what `current` breaks: take the change back, or mean it. What is published stays. */
export function WaysOn(props: {
  check: Check
  version: Version
  change: Change | undefined
  ask(title: string, edit: AskedEdit): void
}) {
  const { check, version, change } = props
  if (version.version !== 'current') return null
  const file = fileName(version.file)
  const id = version.schema?.$id
  const own = typeof id === 'string' ? id.split('/').at(-1) : undefined
  const suggested = check.changes.length > 0 && own !== check.suggestedVersion ? check.suggestedVersion : undefined
  const undone = change !== undefined && change.breaks.length > 0 ? change : undefined
  if (undone === undefined && suggested === undefined) return null
  const base = { schema: version.uri, against: `/${version.title}/${check.against.version}` }
  return (
    <div className="out">
      <p className="wh">
        <b>{undone && suggested ? 'Two ways on' : 'A way on'}</b>
      </p>
      {undone === undefined ? null : (
        <div className="way">
          <p>
            Take it back.{' '}
            <span className="dim">
              <Sentence text={`Everything else in ${file} stays as it is.`} />
            </span>
          </p>
          <button
            type="button"
            className="btn do"
            onClick={() =>
              props.ask(`Undo in ${file}`, { ...base, undo: { class: undone.class, pointer: undone.pointer } })
            }
          >
            Undo in {file}
          </button>
        </div>
      )}
      {suggested === undefined ? null : (
        <div className="way">
          <p>
            Mean it.{' '}
            <span className="dim">
              Suggested version <code>{suggested}</code>; {own === undefined ? '' : `it says ${own}, and `}old events
              keep {check.against.version}.
            </span>
          </p>
          <button
            type="button"
            className="btn"
            onClick={() => props.ask(`Set $id to ${suggested}`, { ...base, version: suggested })}
          >
            Set $id to {suggested}
          </button>
        </div>
      )}
    </div>
  )
}
