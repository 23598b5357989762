import type { Command } from 'commander'
import { addClientCommand, end } from './command.ts'

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
}
