import { Menu } from '@base-ui/react/menu'
import { useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { DeleteDialog, EmptyDialog, EnlargeDialog } from './change-dialogs.tsx'
import type { Topic } from './wire.ts'

const changes = [
  { name: 'enlarge', label: 'Add partitions' },
  { name: 'empty', label: 'Empty the topic' },
  { name: 'delete', label: 'Delete the topic' },
] as const

/** What can be done to a topic; each is asked once more. */
export function ChangeTopic({ topic, groups }: { topic: Topic; groups: readonly string[] }) {
  const [asked, ask] = useState<(typeof changes)[number]['name']>()
  const close = () => ask(undefined)
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="btn">
          Change
          <Icon name="down" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menuplace" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              {changes.map(({ name, label }) => (
                <Menu.Item key={name} className="mi" onClick={() => ask(name)}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <EnlargeDialog topic={topic} shown={asked === 'enlarge'} close={close} />
      <EmptyDialog topic={topic} shown={asked === 'empty'} close={close} />
      <DeleteDialog topic={topic} groups={groups} shown={asked === 'delete'} close={close} />
    </>
  )
}
