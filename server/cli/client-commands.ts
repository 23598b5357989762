import type { Command } from 'commander'
import { addBrokerCommands } from './broker-commands.ts'
import { addClientCommand, end } from './command.ts'
import { addFaultCommands } from './fault-commands.ts'
import { addStreamCommands } from './stream-commands.ts'

/** The commands that are small clients of a running sandbox. Each is loaded when it runs. */
export function addClientCommands(program: Command): void {
  addClientCommand(program, {
    name: 'ready',
    about: 'whether a sandbox is ready; prints its address',
    examples: ['event-sandbox ready', 'event-sandbox ready --wait --timeout 30s'],
  })
    .option('--wait', 'wait until it is')
    .option('--timeout <duration>', 'how long to wait at most', '30s')
    .action(async options => end((await import('./ready.ts')).ready(options)))

  addClientCommand(program, {
    name: 'info',
    about: 'what a running sandbox is, and where its doors are',
    examples: ['event-sandbox info', 'event-sandbox info --json', 'event-sandbox info --config'],
  })
    .option('--config', 'what a start in this folder would be configured as, and where each value comes from')
    .action(async options => end((await import('./info.ts')).info(options)))

  addClientCommand(program, {
    name: 'demo',
    about: 'send the traffic of a small wiki, now and then mistaken, until Ctrl-C',
    examples: ['event-sandbox demo', 'event-sandbox demo --rate 200 --seed 7', 'event-sandbox demo --for 10s'],
  })
    .option('--rate <n>', 'events a second, on average', '5')
    .option('--seed <n>', 'the same number tells the same story', '1')
    .option('--for <duration>', 'end by itself')
    .action(async options => end((await import('./demo.ts')).demo(options)))

  addStreamCommands(program)
  addBrokerCommands(program)
  addFaultCommands(program)
}
