import type { Command } from 'commander'
import { addClientCommand, addCommand, end } from './command.ts'

/** The commands about time: what the clock says, and the events of another time. Each is loaded when it runs. */
export function addTimeCommands(program: Command): void {
  addClientCommand(program, {
    name: 'clock',
    about: 'what the clock says; sets what events are stamped with and how old they are',
    examples: [
      'event-sandbox clock',
      'event-sandbox clock 2026-01-31T12:00:00Z --freeze',
      'event-sandbox clock +1h30m',
      'event-sandbox clock --reset',
    ],
  })
    .argument('[time]', 'a time, or so much later than now')
    .option('--freeze', 'it stands still')
    .option('--run', 'it goes on')
    .option('--reset', "as the machine's again")
    .action(async (time, options) => end((await import('./clock.ts')).clock(time, options)))

  addSnapshots(program)

  addClientCommand(program, {
    name: 'replay',
    about: 'send stored events again through the gate, in the order and as far apart as they came',
    examples: [
      "event-sandbox replay 'stream:test.event' --since 1h",
      "event-sandbox replay 'stream:test.event' --to test.again --speed 10x --fresh",
    ],
  })
    .argument('[query]', 'a search, as on the page; accepted events unless it says status:', '')
    .option('--since <time>', 'what came since: 10m ago, or a time')
    .option('--until <time>', 'what came before')
    .option('--to <stream>', 'all to this stream')
    .option('--speed <speed>', '1x is as far apart as they came, 10x ten times faster, max without waiting', 'max')
    .option('--fresh', 'with new ids and the present date')
    .action(async (query, options) => end((await import('./replay.ts')).replayEvents(query, options)))
}

function addSnapshots(program: Command): void {
  const parent = addCommand(program, {
    name: 'snapshot',
    about: 'save everything that is in the log under a name, and bring it back',
    examples: ['event-sandbox snapshot save before-migration', 'event-sandbox snapshot list'],
  })
  const snapshots = () => import('./snapshots.ts')

  addClientCommand(parent, {
    name: 'save',
    about: 'save topics, records and what groups committed',
    examples: ['event-sandbox snapshot save before-migration', 'event-sandbox snapshot save before-migration --force'],
  })
    .argument('<name>')
    .option('--force', 'in the place of one of this name')
    .action(async (name, options) => end((await snapshots()).saveSnapshot(name, options)))

  addClientCommand(parent, {
    name: 'restore',
    about: 'put a snapshot in the place of everything; connected consumers begin anew',
    examples: ['event-sandbox snapshot restore before-migration'],
  })
    .argument('<name>')
    .action(async (name, options) => end((await snapshots()).restoreSnapshot(name, options)))

  addClientCommand(parent, {
    name: 'list',
    about: 'which snapshots there are',
    examples: ['event-sandbox snapshot list'],
  }).action(async options => end((await snapshots()).listSnapshots(options)))

  addClientCommand(parent, {
    name: 'delete',
    about: 'forget a snapshot; what it alone kept goes',
    examples: ['event-sandbox snapshot delete before-migration'],
  })
    .argument('<name>')
    .action(async (name, options) => end((await snapshots()).deleteSnapshot(name, options)))
}
