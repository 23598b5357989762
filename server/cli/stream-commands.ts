import type { Command } from 'commander'
import { addClientCommand, end } from './command.ts'

/** `tail` and `streams`: what comes in, and where it goes. */
export function addStreamCommands(program: Command): void {
  addClientCommand(program, {
    name: 'tail',
    about: 'events as they come, accepted and refused, a line each',
    examples: [
      'event-sandbox tail',
      'event-sandbox tail "stream:wiki.* -is:canary" --since 10m',
      'event-sandbox tail --invalid --json',
    ],
  })
    .argument('[query]', 'a search, as on the page', '')
    .option('--since <time>', 'those of so long ago as well: 10m, 12:05, or a date')
    .option('--invalid', 'refused ones alone')
    .action(async (query, options) => end((await import('./tail.ts')).tail(query, options)))

  addClientCommand(program, {
    name: 'streams',
    about: 'the streams with their counts, or one with its settings and who reads it',
    examples: [
      'event-sandbox streams',
      'event-sandbox streams test.event',
      'event-sandbox streams --save learned-streams.yaml',
    ],
  })
    .argument('[stream]')
    .option('--save <file>', 'write all streams, learned ones too, as a file for --streams')
    .action(async (stream, options) => end((await import('./streams.ts')).streams(stream, options)))
}
