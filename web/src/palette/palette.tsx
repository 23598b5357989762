import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { useState } from 'react'
import { wordsText } from '../../../server/query/language/write.ts'
import { Icon } from '../parts/icon.tsx'
import { usePage } from '../use-page.ts'
import { type Entry, foundIn } from './entries.ts'
import { Marked, matchOf } from './matching.tsx'
import { useActions } from './use-actions.ts'
import { usePlaces } from './use-places.ts'

/** Goes to any place and does anything by its name: one field over the page. Loaded when it is first asked for. */
export function Palette({ close, showKeys }: { close(): void; showKeys(): void }) {
  const page = usePage()
  const [typed, setTyped] = useState('')
  const places = usePlaces()
  const actions = useActions(streamsFor(places, typed), showKeys)
  const groups = foundIn([...places, actions], typed)
  const run = (entry: Pick<Entry, 'go'>) => {
    close()
    entry.go()
  }
  const words = typed.trim() === '' ? undefined : wordsText(typed.trim())
  const searchEvents = words === undefined ? undefined : { go: () => page.toLive(words) }
  return (
    <Dialog.Root open onOpenChange={open => open || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="pal" aria-label="Go anywhere">
          <Command shouldFilter={false} loop label="Go anywhere">
            <div className="pf">
              <Icon name="search" />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                aria-label="Go to a page, a stream, a schema, or do something"
                placeholder="A page, a stream, a schema, something to do"
              />
              <kbd>Esc</kbd>
            </div>
            <Command.List className="pl" label="Results">
              {groups.map(({ name, entries }) => (
                <Command.Group key={name} heading={name}>
                  {entries.map(entry => (
                    <Command.Item key={entry.id} value={entry.id} onSelect={() => run(entry)}>
                      <Icon name={entry.icon} />
                      <span className="cut pt">
                        <Marked match={entry.match} />
                      </span>
                      <span className="dim cut pd">{entry.says}</span>
                      {entry.keys === undefined ? null : <Keys keys={entry.keys} />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {words === undefined || searchEvents === undefined ? null : (
                <Command.Group heading="Search">
                  <Command.Item value="search" onSelect={() => run(searchEvents)}>
                    <Icon name="search" />
                    <span className="cut pt">
                      Events with <code>{words}</code>
                    </span>
                  </Command.Item>
                </Command.Group>
              )}
            </Command.List>
            <p className="ph dim" aria-hidden="true">
              <span>
                <Keys keys={['↑', '↓']} /> choose
              </span>
              <span>
                <Keys keys={['Enter']} /> open
              </span>
            </p>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className="kk">
      {keys.map(key => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}

const streamsWithActions = 2

/** The streams that what was typed leads to, the last word of it apart: `aare refused` still means the stream. */
function streamsFor(places: ReturnType<typeof usePlaces>, typed: string): readonly string[] {
  const words = typed.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const streams = places.find(({ name }) => name === 'Streams')?.entries.map(({ text }) => text) ?? []
  const fitting = streams.filter(stream => words.some(word => word.length > 1 && matchOf(stream, word)))
  return fitting.sort((one, other) => one.length - other.length).slice(0, streamsWithActions)
}
