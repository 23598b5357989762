import { Link } from '@tanstack/react-router'
import { editorLink } from '../parts/editor-link.ts'
import { Icon } from '../parts/icon.tsx'
import type { SettingOrigin, StreamSetting } from './wire.ts'

/** Every setting in force, and where it was written. */
export function StreamSettings({ settings }: { settings: readonly StreamSetting[] }) {
  const origin = settings.map(each => each.origin).find(each => each.kind === 'file' && each.path !== null)
  return (
    <section className="blk" aria-labelledby="settings">
      <div className="bh">
        <h3 id="settings">Settings</h3>
        <span className="dim">what is in force, and where it was written</span>
        <span className="grow" />
        {origin?.kind !== 'file' || origin.path === null ? null : (
          <a className="btn plain" href={editorLink(origin.path, origin.line)}>
            <Icon name="open" />
            Open {origin.file.split('/').at(-1)}
          </a>
        )}
      </div>
      <table className="mini setg">
        <tbody>
          {settings.map(({ name, value, origin: from }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <code title={JSON.stringify(value)}>{valueText(value)}</code>
              </td>
              <td className="org">
                <Origin origin={from} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Origin({ origin }: { origin: SettingOrigin }) {
  if (origin.kind === 'name') return <span>from the name</span>
  if (origin.kind === 'event') return <span>from its first event</span>
  if (origin.kind === 'topic') {
    return (
      <Link to="/topics/$topic" params={{ topic: origin.topic }} search={{ tab: 'settings' }}>
        its topic
      </Link>
    )
  }
  if (origin.kind === 'option') {
    return (
      <span>
        option <code>{origin.option}</code>
      </span>
    )
  }
  if (origin.kind === 'default') return <span>defaults</span>
  if (origin.kind !== 'file') return <span>configuration</span>
  const { file, path, line, endLine, isDefault } = origin
  const place = `${file.split('/').at(-1)}:${line}${endLine > line ? `-${endLine}` : ''}`
  const shown = path === null ? <span title={file}>{place}</span> : <a href={editorLink(path, line)}>{place}</a>
  return isDefault ? <span>defaults, {shown}</span> : shown
}

/** A value in one line: a text as it is, texts with commas between them, everything else as JSON. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return value
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : []
  return parts.length > 0 && parts.every(each => typeof each === 'string') ? parts.join(', ') : JSON.stringify(value)
}
