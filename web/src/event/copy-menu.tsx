import { Menu } from '@base-ui/react/menu'
import { useState } from 'react'
import { curlCommand, fetchCode, kcatCommand } from '../live/send-commands.ts'
import { copyText } from '../parts/copy-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { useSandbox } from '../use-sandbox.ts'
import type { Sandbox, StoredEvent } from '../wire.ts'

/** The event as a command or as code that sends the same once more, or as an address. */
export function CopyMenu({ event }: { event: StoredEvent }) {
  const sandbox = useSandbox()
  const [copied, setCopied] = useState<string>()
  const copy = async (name: string, text: string) => {
    await copyText(text)
    setCopied(name)
  }
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="btn plain">
          <Icon name="copy" />
          Copy as
          <Icon name="down" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menuplace" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              {formsOf(event, sandbox).map(({ name, text }) => (
                <Menu.Item key={name} className="mi" onClick={() => void copy(name, text())}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <span className="vh" role="status">
        {copied === undefined ? '' : `Copied as ${copied}`}
      </span>
    </>
  )
}

function formsOf(event: StoredEvent, sandbox: Sandbox | undefined): { name: string; text: () => string }[] {
  const intake = `${location.origin}/v1/events`
  const broker = sandbox?.kafka ?? undefined
  // A refused event came to no topic: its stream's name is the topic it was meant for.
  const topic = event.status === 'valid' ? event.topic : event.stream
  return [
    { name: 'curl', text: () => curlCommand(intake, event.raw) },
    ...(broker === undefined || topic === null
      ? []
      : [
          {
            name: 'kcat',
            text: () => kcatCommand(broker, topic, event.raw, event.status === 'valid' ? event.key : null),
          },
        ]),
    { name: 'TypeScript', text: () => fetchCode(intake, event.event) },
    { name: 'Link', text: () => `${location.origin}/ui/event/${event.cursor}` },
  ]
}
