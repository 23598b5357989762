import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { count, size } from './table.ts'
import { print, type TopicAnswer, topicPath } from './topics.ts'

interface ChangeOptions extends ClientOptions {
  readonly partitions?: number
  readonly set: Readonly<Record<string, string>>
  readonly unset?: readonly string[]
}

/** What cannot be undone is done with `--yes` only. */
export interface AskedOptions extends ClientOptions {
  readonly yes?: boolean
}

/** `event-sandbox topics create TOPIC`. */
export async function createTopic(topic: string, options: ChangeOptions): Promise<number> {
  const { partitions = 1, set: settings } = options
  const made = await connect(options).send<TopicAnswer>('POST', '/_sandbox/topics', { topic, partitions, settings })
  print(options, made, () => `Created ${topic}, ${partitionsOf(made)}.\n`)
  return exitCodes.fine
}

/** `event-sandbox topics change TOPIC`. */
export async function changeTopic(topic: string, options: ChangeOptions): Promise<number> {
  const { partitions, set, unset = [] } = options
  const settings = { ...set, ...Object.fromEntries(unset.map(name => [name, null])) }
  const body = { ...(partitions === undefined ? {} : { partitions }), settings }
  const changed = await connect(options).send<TopicAnswer>('PATCH', topicPath(topic), body)
  const own = Object.entries(changed.settings).map(setting => setting.join('='))
  print(options, changed, () => `Changed ${topic}: ${[partitionsOf(changed), ...own].join(', ')}.\n`)
  return exitCodes.fine
}

/** `event-sandbox topics empty TOPIC`: says what goes; with `--yes` it goes. */
export async function emptyTopic(topic: string, options: AskedOptions): Promise<number> {
  const sandbox = connect(options)
  const before = await sandbox.get<TopicAnswer>(topicPath(topic))
  if (!options.yes)
    return notYet(options, `All records of ${topic} go: ${heldIn(before)}. The topic and its offsets stay.`)
  const after = await sandbox.send<TopicAnswer>('DELETE', `${topicPath(topic)}/records`)
  print(options, after, () => `Emptied ${topic}: ${heldIn(before)} are gone.\n`)
  return exitCodes.fine
}

/** `event-sandbox topics delete TOPIC`: says what goes; with `--yes` it goes. */
export async function deleteTopic(topic: string, options: AskedOptions): Promise<number> {
  const sandbox = connect(options)
  const before = await sandbox.get<TopicAnswer>(topicPath(topic))
  if (!options.yes) return notYet(options, `${topic} goes, with ${heldIn(before)} and what groups committed for it.`)
  await sandbox.send('DELETE', topicPath(topic))
  print(options, { deleted: topic }, () => `Deleted ${topic}.\n`)
  return exitCodes.fine
}

/** Says what would be done. */
export function notYet(options: ClientOptions, what: string): number {
  print(options, { done: false, would: what }, () => `${what}\nNothing is done yet: add --yes to do it.\n`)
  return exitCodes.fine
}

function partitionsOf({ partitions }: TopicAnswer): string {
  return partitions.length === 1 ? '1 partition' : `${partitions.length} partitions`
}

function heldIn({ records, bytes }: TopicAnswer): string {
  return `${count(records)} ${records === 1 ? 'record' : 'records'} (${size(bytes)})`
}
