import { Dialog } from '@base-ui/react/dialog'
import { pages } from '../pages.ts'
import { Icon } from '../parts/icon.tsx'
import { useKeySwitch } from './keys.ts'

const sheets: readonly {
  readonly name: string
  /** Keys one after the other stand as one word: `g t`. */
  readonly keys: readonly (readonly [does: string, keys: readonly string[]])[]
}[] = [
  {
    name: 'Anywhere',
    keys: [
      ['Go to anything', ['Ctrl K']],
      ['Search', ['/']],
      ['This sheet', ['?']],
      ['Close, or leave the past', ['Esc']],
      ['Send', ['s']],
    ],
  },
  {
    name: 'Go to',
    keys: pages.map(({ name, keys: [key] }) => [name, [`g ${key}`]] as const),
  },
  {
    name: 'The list',
    keys: [
      ['Next row', ['j', '↓']],
      ['Row before', ['k', '↑']],
      ['Open', ['Enter']],
      ['Next refused', ['e']],
      ['Refused before', ['E']],
      ['Pause and resume', ['Space']],
      ['Jump to now', ['.']],
      ['Only this stream', ['f']],
      ['Mark for comparing', ['m']],
    ],
  },
  {
    name: 'Time range',
    keys: [
      ['Move the grip', ['←', '→']],
      ['By ten bars', ['Page Up', 'Page Down']],
      ['All of the time', ['Esc']],
    ],
  },
  {
    name: 'An event',
    keys: [
      ['Copy as curl', ['c']],
      ['Edit and resend', ['r']],
      ['Fix and resend', ['Ctrl Enter']],
      ['Next tab', [']']],
      ['Tab before', ['[']],
      ['Open in the editor', ['o']],
    ],
  },
  {
    name: 'The tree',
    keys: [
      ['Fold and unfold', ['←', '→']],
      ['Copy the pointer', ['y']],
      ['Add to the search', ['+']],
    ],
  },
  {
    name: 'Editor',
    keys: [
      ['Send', ['Ctrl Enter']],
      ['Take the correction', ['Tab']],
      ['Leave the editor', ['Esc Tab']],
    ],
  },
]

/** All keys, and the switch that turns the single ones off. */
export function KeySheet({ close }: { close(): void }) {
  const [on, turn] = useKeySwitch()
  return (
    <Dialog.Root open onOpenChange={open => open || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dlg">
          <div className="kh">
            <Dialog.Title>Keys</Dialog.Title>
            <span className="grow" />
            <label className="switch">
              <input
                type="checkbox"
                role="switch"
                checked={on}
                aria-checked={on}
                onChange={event => turn(event.target.checked)}
              />
              Single keys are {on ? 'on' : 'off'}
            </label>
            <Dialog.Close className="btn plain sq" aria-label="Close (Esc)">
              <Icon name="cross" />
            </Dialog.Close>
          </div>
          <div className="ks">
            {sheets.map(sheet => (
              <section key={sheet.name}>
                <h3>{sheet.name}</h3>
                <dl>
                  {sheet.keys.map(([does, keys]) => (
                    <div key={does}>
                      <dt>{does}</dt>
                      <dd>
                        {keys.map((key, index) => (
                          <span key={key}>
                            {index > 0 ? ' or ' : ''}
                            <Key text={key} />
                          </span>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <p className="kf">Single keys rest while you type. Off, only Ctrl, Enter, Esc and the arrows remain.</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** One key, several pressed one after the other, or one of two words such as Page Up. */
function Key({ text }: { text: string }) {
  const [first, then] = /^(?:g|Esc) /.test(text) ? text.split(' ') : [text]
  if (text.startsWith('Ctrl ')) return text.split(' ').map(key => <kbd key={key}>{key}</kbd>)
  return (
    <>
      <kbd>{first}</kbd>
      {then === undefined ? null : (
        <>
          {' then '}
          <kbd>{then}</kbd>
        </>
      )}
    </>
  )
}
