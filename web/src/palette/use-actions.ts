import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api.ts'
import { sandboxNow } from '../clock.ts'
import { useFeed, useFeedState } from '../feed/use-feed.tsx'
import { copyText } from '../parts/copy-button.tsx'
import { withTerm } from '../query.ts'
import { useKeySwitch } from '../shell/keys.ts'
import { switchTheme } from '../shell/theme-switch.tsx'
import { withRange } from '../time-range.ts'
import { usePage } from '../use-page.ts'
import { useSandbox } from '../use-sandbox.ts'
import type { Demo } from '../wire.ts'
import type { Entry, Group } from './entries.ts'

/** Everything that can be done from anywhere. `streams` are those that were typed for: each has actions of its own. */
export function useActions(streams: readonly string[], showKeys: () => void): Group {
  const feed = useFeed()
  const page = usePage()
  const navigate = useNavigate()
  const sandbox = useSandbox()
  const { held } = useFeedState()
  const { data: demo } = useQuery({ queryKey: ['palette', 'demo'], queryFn: api.demo, staleTime: 0 })
  const [keysOn, turnKeys] = useKeySwitch()
  const ofStreams = streams.flatMap((stream): Entry[] => [
    {
      id: `only ${stream}`,
      text: `Show only ${stream}`,
      says: 'in Live',
      icon: 'filter',
      go: () => page.toLive(`stream:${stream}`),
    },
    {
      id: `sample ${stream}`,
      text: `Send a sample to ${stream}`,
      says: 'opens in Send',
      icon: 'send',
      go: () => void navigate({ to: '/send', search: { stream } }),
    },
    {
      id: `refused ${stream}`,
      text: `Show what ${stream} refused`,
      says: '',
      icon: 'problem',
      go: () => page.toLive(`stream:${stream} status:invalid`),
    },
    {
      id: `follow ${stream}`,
      text: `Copy the curl that follows ${stream}`,
      says: '',
      icon: 'copy',
      go: () => void copyText(`curl -N ${sandbox?.urls.streams.replace('{name}', stream) ?? ''}`),
    },
  ])
  const always: readonly Entry[] = [
    held === undefined
      ? { id: 'pause', text: 'Pause the list', says: '', icon: 'pause', keys: ['Space'], go: feed.hold }
      : { id: 'resume', text: 'Resume the list', says: '', icon: 'play', keys: ['Space'], go: feed.resume },
    {
      id: 'refused',
      text: 'Show only what was refused',
      says: '',
      icon: 'problem',
      go: () => page.toLive(withTerm(page.query, 'status', 'invalid')),
    },
    { id: 'all', text: 'Show everything', says: 'drops the search', icon: 'live', go: () => page.toLive('') },
    {
      id: 'past',
      text: 'Go back in time',
      says: 'reads as of a minute ago',
      icon: 'clock',
      go: () => page.toLive(withRange(page.query, { since: undefined, until: sandboxNow() - 60_000 }, sandboxNow())),
    },
    {
      id: 'address',
      text: 'Copy the address of this view',
      says: '',
      icon: 'copy',
      go: () => void copyText(location.href),
    },
    {
      id: 'send',
      text: 'Send an event',
      says: '',
      icon: 'send',
      keys: ['s'],
      go: () => void navigate({ to: '/send' }),
    },
    ...(demo === undefined ? [] : [demoEntry(demo)]),
    { id: 'theme', text: 'Switch between light and dark', says: '', icon: 'look', go: switchTheme },
    { id: 'keys', text: 'Show all keys', says: '', icon: 'keys', keys: ['?'], go: showKeys },
    {
      id: 'single',
      text: keysOn ? 'Switch single keys off' : 'Switch single keys on',
      says: '',
      icon: 'keys',
      go: () => turnKeys(!keysOn),
    },
    ...(sandbox?.example ? [exampleEntry(sandbox.example)] : []),
  ]
  return { name: 'Do', entries: [...ofStreams, ...always] }
}

function demoEntry({ running, rate }: Demo): Entry {
  return running
    ? {
        id: 'demo',
        text: 'Stop the demo traffic',
        says: `${rate} events a second`,
        icon: 'pause',
        go: () => void api.endDemo(),
      }
    : {
        id: 'demo',
        text: 'Start demo traffic',
        says: 'a small wiki, now and then mistaken',
        icon: 'play',
        go: () => void api.startDemo(),
      }
}

function exampleEntry(example: object): Entry {
  return { id: 'example', text: 'Send an example event', says: '', icon: 'send', go: () => void api.send(example) }
}
