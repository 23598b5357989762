import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { count, table } from './table.ts'
import { type AskedOptions, notYet } from './topic-changes.ts'
import { print } from './topics.ts'

interface GroupAnswer {
  readonly group: string
  readonly state: string
  readonly lag: number
  readonly members: readonly {
    readonly client: string
    readonly host: string
    readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
  }[]
  readonly offsets: readonly {
    readonly topic: string
    readonly partition: number
    readonly offset: number
    readonly end: number
    readonly lag: number
  }[]
}

interface MoveAnswer extends GroupAnswer {
  readonly moves: readonly {
    readonly topic: string
    readonly partition: number
    readonly from: number | null
    readonly to: number
  }[]
}

interface MoveOptions extends AskedOptions {
  readonly to: string
  readonly topic?: string
  readonly partition?: number
}

/** `event-sandbox groups [GROUP]`: all, or one with its members, offsets and lag. */
export async function groups(name: string | undefined, options: ClientOptions): Promise<number> {
  const sandbox = connect(options)
  if (name === undefined) {
    const { items } = await sandbox.get<{ items: GroupAnswer[] }>('/_sandbox/groups')
    print(options, items, () => listOf(items))
    return exitCodes.fine
  }
  const group = await sandbox.get<GroupAnswer>(groupPath(name))
  print(options, group, () => detailOf(group))
  return exitCodes.fine
}

/** `event-sandbox groups move GROUP --to PLACE`: says where each partition would go on; with `--yes` it does. */
export async function moveGroup(name: string, options: MoveOptions): Promise<number> {
  const { topic, partition, yes = false } = options
  const to = /^\d{1,15}$/.test(options.to) ? Number(options.to) : options.to
  const body = { topic, partition, to, dryRun: !yes }
  const answer = await connect(options).send<MoveAnswer>('PUT', `${groupPath(name)}/offsets`, body)
  print(options, answer, () => {
    const rows = answer.moves.map(each => [
      each.topic,
      String(each.partition),
      each.from === null ? 'none' : count(each.from),
      count(each.to),
    ])
    return table([['Topic', 'Partition', yes ? 'Was' : 'Now', yes ? 'Now' : 'Then'], ...rows], [1, 2, 3])
  })
  if (!yes && !options.json) process.stdout.write('Nothing is done yet: add --yes to do it.\n')
  return exitCodes.fine
}

/** `event-sandbox groups delete GROUP`: says what goes; with `--yes` it goes. */
export async function deleteGroup(name: string, options: AskedOptions): Promise<number> {
  const sandbox = connect(options)
  const { offsets } = await sandbox.get<GroupAnswer>(groupPath(name))
  if (!options.yes) return notYet(options, `${name} goes, with what it committed for ${partitionsOf(offsets.length)}.`)
  await sandbox.send('DELETE', groupPath(name))
  print(options, { deleted: name }, () => `Deleted ${name}.\n`)
  return exitCodes.fine
}

function groupPath(name: string): string {
  return `/_sandbox/groups/${encodeURIComponent(name)}`
}

function listOf(items: readonly GroupAnswer[]): string {
  if (items.length === 0) return 'No consumer groups yet. One is there once it has members or has committed.\n'
  const rows = items.map(({ group, state, members, offsets, lag }) => [
    group,
    state,
    count(members.length),
    [...new Set(offsets.map(({ topic }) => topic))].join(' '),
    count(lag),
  ])
  return table([['Group', 'State', 'Members', 'Reads', 'Lag'], ...rows], [2, 4])
}

function detailOf({ group, state, members, offsets, lag }: GroupAnswer): string {
  const parts = [`${group}  ${state}, lag ${count(lag)}\n`]
  if (members.length > 0) {
    const rows = members.map(({ client, host, assignment }) => [
      `${client} (${host})`,
      assignment.map(({ topic, partitions }) => `${topic} ${partitions.join(',')}`).join('  ') || 'nothing',
    ])
    parts.push(table([['Member', 'Reads'], ...rows]))
  }
  const rows = offsets.map(({ topic, partition, offset, end, lag: behind }) => [
    topic,
    String(partition),
    count(offset),
    count(end),
    count(behind),
  ])
  if (rows.length > 0) parts.push(table([['Topic', 'Partition', 'Offset', 'End', 'Lag'], ...rows], [1, 2, 3, 4]))
  return parts.join('\n')
}

function partitionsOf(number: number): string {
  return number === 1 ? '1 partition' : `${count(number)} partitions`
}
