import { type Command, InvalidArgumentError } from 'commander'
import { addClientCommand, end } from './command.ts'

/** `topics` and `groups`: what a Kafka admin client sees and does, over the sandbox's own API. */
export function addBrokerCommands(program: Command): void {
  const topics = addClientCommand(program, {
    name: 'topics',
    about: 'the topics, or one in detail; create, change, empty and delete them',
    examples: [
      'event-sandbox topics',
      'event-sandbox topics test.event',
      'event-sandbox topics create orders --partitions 3',
    ],
  })
    .argument('[topic]')
    .action(async (topic, options) => end((await import('./topics.ts')).topics(topic, options)))
  addTopicChanges(topics)

  const groups = addClientCommand(program, {
    name: 'groups',
    about: 'the consumer groups, or one in detail; move their offsets, delete them',
    examples: [
      'event-sandbox groups',
      'event-sandbox groups billing',
      'event-sandbox groups move billing --to earliest',
    ],
  })
    .argument('[group]')
    .action(async (group, options) => end((await import('./groups.ts')).groups(group, options)))
  addGroupChanges(groups)
}

function addTopicChanges(topics: Command): void {
  addClientCommand(topics, {
    name: 'create',
    about: 'create a topic',
    examples: ['event-sandbox topics create orders --partitions 3 --set cleanup.policy=compact'],
  })
    .argument('<topic>')
    .option('--partitions <n>', 'how many (1)', readCount)
    .option('--set <name=value>', 'a setting, repeatable', readSetting, {})
    .action(async (topic, _, command) => end((await changes()).createTopic(topic, command.optsWithGlobals())))

  addClientCommand(topics, {
    name: 'change',
    about: 'add partitions to a topic, or change its settings',
    examples: ['event-sandbox topics change orders --partitions 6 --set retention.ms=3600000 --unset cleanup.policy'],
  })
    .argument('<topic>')
    .option('--partitions <n>', 'how many from now on', readCount)
    .option('--set <name=value>', 'a setting, repeatable', readSetting, {})
    .option(
      '--unset <name>',
      'a setting to take back to its default, repeatable',
      (name, before: string[]) => [...before, name],
      [],
    )
    .action(async (topic, _, command) => end((await changes()).changeTopic(topic, command.optsWithGlobals())))

  addClientCommand(topics, {
    name: 'empty',
    about: 'let all records of a topic go; says first what goes',
    examples: ['event-sandbox topics empty orders', 'event-sandbox topics empty orders --yes'],
  })
    .argument('<topic>')
    .option('--yes', 'do it')
    .action(async (topic, _, command) => end((await changes()).emptyTopic(topic, command.optsWithGlobals())))

  addClientCommand(topics, {
    name: 'delete',
    about: 'delete a topic and what groups committed for it; says first what goes',
    examples: ['event-sandbox topics delete orders', 'event-sandbox topics delete orders --yes'],
  })
    .argument('<topic>')
    .option('--yes', 'do it')
    .action(async (topic, _, command) => end((await changes()).deleteTopic(topic, command.optsWithGlobals())))
}

function addGroupChanges(groups: Command): void {
  addClientCommand(groups, {
    name: 'move',
    about: 'move where a group without members goes on; says first where to',
    examples: [
      'event-sandbox groups move billing --to earliest',
      'event-sandbox groups move billing --to 2026-01-31T12:00:00Z --topic orders --yes',
    ],
  })
    .argument('<group>')
    .requiredOption('--to <place>', 'earliest, latest, an offset, or a time')
    .option('--topic <topic>', 'of this topic alone; needed where the group has committed nothing')
    .option('--partition <n>', 'of this partition alone', readCount)
    .option('--yes', 'do it')
    .action(async (group, _, command) => end((await import('./groups.ts')).moveGroup(group, command.optsWithGlobals())))

  addClientCommand(groups, {
    name: 'delete',
    about: 'forget a group without members, and what it committed; says first what goes',
    examples: ['event-sandbox groups delete billing', 'event-sandbox groups delete billing --yes'],
  })
    .argument('<group>')
    .option('--yes', 'do it')
    .action(async (group, _, command) =>
      end((await import('./groups.ts')).deleteGroup(group, command.optsWithGlobals())),
    )
}

function changes() {
  return import('./topic-changes.ts')
}

function readCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError(`It takes a whole number, not "${text}".`)
  return Number(text)
}

function readSetting(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError(`It takes NAME=VALUE such as retention.ms=3600000, not "${text}".`)
  }
  return { ...before, [name]: value }
}
