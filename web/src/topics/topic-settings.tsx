import { duration, size } from '../words.ts'
import type { Setting, Topic } from './wire.ts'

/** The settings of a topic, each with where its value comes from. */
export function TopicSettings({ topic }: { topic: Topic }) {
  const set = topic.settings.filter(({ isSet }) => isSet)
  const others = topic.settings.filter(({ isSet }) => !isSet)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="scroll tabpad" tabIndex={0} aria-label="Settings">
      <Settings settings={[...set, ...others]} />
    </section>
  )
}

function Settings({ settings }: { settings: readonly Setting[] }) {
  return (
    <table className="list parts sets">
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Value</th>
          <th scope="col">From</th>
          <th scope="col" className="only-wide-cell">
            Meaning
          </th>
        </tr>
      </thead>
      <tbody>
        {settings.map(setting => (
          <tr key={setting.name}>
            <th scope="row">
              <code>{setting.name}</code>
            </th>
            <td>
              <code>{setting.value === '' ? '""' : setting.value}</code>{' '}
              <span className="dim">{wordsFor(setting)}</span>
            </td>
            <td className={setting.isSet ? '' : 'dim'}>{setting.isSet ? 'this topic' : 'defaults'}</td>
            <td className="dim only-wide-cell">{setting.about}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a number of milliseconds or bytes is in words. */
function wordsFor({ name, value }: Setting): string {
  const number = Number(value)
  if (!Number.isFinite(number) || value === '') return ''
  if (number === -1 && name.startsWith('retention.')) return 'no limit'
  if (number < 1000 || number >= Number.MAX_SAFE_INTEGER) return ''
  if (name.endsWith('.ms')) return duration(number)
  return name.endsWith('.bytes') ? size(number) : ''
}
