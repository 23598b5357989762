import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { count, size, table } from './table.ts'

/** A topic, as `GET /_sandbox/topics` lists it. */
export interface TopicAnswer {
  readonly topic: string
  readonly internal: boolean
  readonly records: number
  readonly bytes: number
  readonly partitions: readonly {
    readonly partition: number
    readonly logStart: number
    readonly next: number
    readonly bytes: number
  }[]
  readonly settings: Readonly<Record<string, string>>
}

interface WholeTopic extends Omit<TopicAnswer, 'settings'> {
  readonly settings: readonly { readonly name: string; readonly value: string; readonly isSet: boolean }[]
}

/** `event-sandbox topics [TOPIC]`: all, or one with its partitions and what was set for it. */
export async function topics(name: string | undefined, options: ClientOptions): Promise<number> {
  const sandbox = connect(options)
  if (name === undefined) {
    const { items } = await sandbox.get<{ items: TopicAnswer[] }>('/_sandbox/topics')
    print(options, items, () => listOf(items))
    return exitCodes.fine
  }
  const topic = await sandbox.get<WholeTopic>(topicPath(name))
  print(options, topic, () => detailOf(topic))
  return exitCodes.fine
}

/** The path of a topic's own routes. */
export function topicPath(name: string): string {
  return `/_sandbox/topics/${encodeURIComponent(name)}`
}

/** Writes an answer as JSON where that is asked for, else as text. */
export function print({ json }: ClientOptions, answer: unknown, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : text())
}

function listOf(items: readonly TopicAnswer[]): string {
  if (items.length === 0) return 'No topics yet. They are made by the first event, a client, or `topics create`.\n'
  const rows = items.map(({ topic, partitions, records, bytes, settings }) => [
    topic,
    count(partitions.length),
    count(records),
    size(bytes),
    settingsText(settings),
  ])
  return table([['Topic', 'Partitions', 'Records', 'Size', ''], ...rows], [1, 2, 3])
}

function detailOf({ topic, partitions, settings }: WholeTopic): string {
  const rows = partitions.map(({ partition, logStart, next, bytes }) => [
    String(partition),
    count(logStart),
    count(next),
    count(next - logStart),
    size(bytes),
  ])
  const own = settings.filter(({ isSet }) => isSet).map(({ name, value }) => `${name}=${value}`)
  const partitionTable = table([['Partition', 'Start', 'End', 'Records', 'Size'], ...rows], [0, 1, 2, 3, 4])
  return `${topic}\n${own.map(line => `  ${line}\n`).join('')}${partitionTable}`
}

function settingsText(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}
