import { type Command, InvalidArgumentError } from 'commander'
import { addClientCommand, end } from './command.ts'

/** `faults`: what goes wrong on purpose in a running sandbox. */
export function addFaultCommands(program: Command): void {
  const faults = addClientCommand(program, {
    name: 'faults',
    about: 'what goes wrong on purpose: the rules, each with how often it has hit',
    examples: [
      'event-sandbox faults',
      'event-sandbox faults add intake status --status 503 --stream orders --count 2',
      'event-sandbox faults clear',
    ],
  }).action(async options => end((await import('./faults.ts')).faults(options)))

  addClientCommand(faults, {
    name: 'add',
    about: 'let a door refuse, delay, answer with a status, drop or duplicate',
    examples: [
      'event-sandbox faults add intake drop --when after --stream orders --count 1',
      'event-sandbox faults add eventstreams drop --after 3 --stream orders',
      'event-sandbox faults add kafka refuse --api Produce --error NOT_LEADER_OR_FOLLOWER --topic orders --count 2',
      'event-sandbox faults add intake delay --delay 200ms --probability 0.5 --stream orders',
    ],
  })
    .argument('<door>', 'intake, eventstreams or kafka')
    .argument('<fault>', 'refuse, delay, status, drop or duplicate')
    .option('--status <n>', 'status: 400 to 599 (503)', readNumber)
    .option('--retry-after <duration>', 'status: when to come again')
    .option('--delay <duration>', 'delay: how much later')
    .option('--error <name>', 'refuse at kafka: its name in the protocol')
    .option('--when <time>', 'status, drop: before the request is done, or after (before)')
    .option('--after <n>', 'drop at eventstreams: so many events (1)', readNumber)
    .option('--stream <name>', 'of this stream; * stands for any part, here and in all names')
    .option('--gate <name>', 'intake: of this gate')
    .option('--producer <name>', 'intake: from this user agent')
    .option('--event <json>', 'intake, eventstreams: a part of the event')
    .option('--query <search>', 'intake: events that answer a search')
    .option('--client <name>', 'eventstreams: to this user agent')
    .option('--api <name>', 'kafka: this request, such as Produce')
    .option('--client-id <name>', 'kafka: from this client.id')
    .option('--topic <name>', 'kafka: about this topic')
    .option('--count <n>', 'how often at most', readNumber)
    .option('--probability <p>', 'from 0 to 1 (1)', readNumber)
    .option('--seed <n>', 'what a probability is drawn from (1)', readNumber)
    .action(async (door, fault, _, command) =>
      end((await import('./faults.ts')).addFault(door, fault, command.optsWithGlobals())),
    )

  addClientCommand(faults, {
    name: 'clear',
    about: 'end a rule, or all of them',
    examples: ['event-sandbox faults clear'],
  })
    .argument('[id]')
    .action(async (id, _, command) => end((await import('./faults.ts')).clearFaults(id, command.optsWithGlobals())))
}

function readNumber(text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number)) return number
  throw new InvalidArgumentError(`It takes a number, not "${text}".`)
}
