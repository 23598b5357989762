import { existsSync } from 'node:fs'
import { SandboxError } from '../base/errors.ts'
import { writeWhole } from '../base/whole-file.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { count, table } from './table.ts'
import { print } from './topics.ts'

interface StreamAnswer {
  readonly stream: string
  readonly configured: string | null
  readonly schema: { readonly title: string; readonly latest: string | null } | null
  readonly counts: { readonly valid: number; readonly invalid: number }
  readonly rate: number
  readonly last: string | null
  readonly canary: { readonly isMissing: boolean; readonly problem: string | null }
}

interface StreamsAnswer {
  readonly items: readonly (StreamAnswer & { readonly topics: readonly string[]; readonly readers: number })[]
  readonly tried: readonly { readonly stream: string; readonly refused: number; readonly nearest: string | null }[]
  readonly problem: string | null
}

interface WholeStream extends StreamAnswer {
  readonly settings: readonly { readonly name: string; readonly value: unknown; readonly origin: Origin }[]
  readonly schemas: readonly string[]
  readonly topics: readonly {
    readonly topic: string
    readonly partitions:
      | readonly { readonly partition: number; readonly logStart: number; readonly next: number }[]
      | null
  }[]
  readonly readers: readonly { readonly door: string; readonly name: string; readonly lag: number }[]
}

interface Origin {
  readonly kind: string
  readonly file?: string
  readonly line?: number
  readonly isDefault?: boolean
}

/** `event-sandbox streams [STREAM]`: all, or one with its settings and their origin; or all of them as a file. */
export async function streams(
  name: string | undefined,
  options: ClientOptions & { readonly save?: string },
): Promise<number> {
  const sandbox = connect(options)
  if (options.save !== undefined) {
    const headers = { accept: 'application/yaml' }
    save(options.save, await (await sandbox.request('/_sandbox/streams', { headers })).text())
  } else if (name === undefined) {
    const answer = await sandbox.get<StreamsAnswer>('/_sandbox/streams')
    print(options, answer, () => listOf(answer))
  } else {
    const stream = await sandbox.get<WholeStream>(`/_sandbox/streams/${encodeURIComponent(name)}`)
    print(options, stream, () => detailOf(stream))
  }
  return exitCodes.fine
}

function save(file: string, text: string): void {
  if (existsSync(file)) {
    throw new SandboxError('config_invalid', `${file} is there already.`, {
      hint: 'Choose another name, or delete it first.',
    })
  }
  writeWhole(file, text)
  process.stderr.write(`Saved ${file}. Start with --streams ${file} to have these streams configured.\n`)
}

function listOf({ items, tried, problem }: StreamsAnswer): string {
  const rows = items.map(({ stream, configured, schema, counts, rate, topics, readers }) => [
    stream,
    rate.toFixed(1),
    count(counts.valid),
    count(counts.invalid),
    count(readers),
    count(topics.length),
    [schemaText(schema), ...(configured === null ? ['learned'] : [])].join(', '),
  ])
  const heads = ['Stream', 'Per s', 'Accepted', 'Refused', 'Readers', 'Topics', 'Schema']
  const list =
    items.length === 0 ? 'No streams yet. Each is learned from its first event.\n' : table([heads, ...rows], numbers)
  const others = tried.map(each => {
    const nearest = each.nearest === null ? '' : ` Nearest: ${each.nearest}.`
    return `${each.stream} is not a stream. It was refused ${each.refused === 1 ? 'once' : `${count(each.refused)} times`}.${nearest}\n`
  })
  return `${problem === null ? '' : `${problem} The last good one stays in force.\n`}${list}${others.join('')}`
}

const numbers = [1, 2, 3, 4, 5]

function detailOf(stream: WholeStream): string {
  const { counts, settings, topics, readers, schemas } = stream
  const facts = [
    ['Accepted', `${count(counts.valid)}, ${stream.rate.toFixed(1)} a second`],
    ['Refused', count(counts.invalid)],
    ['Schema', `${schemaText(stream.schema)}${schemas.length > 0 ? `; its events: ${schemas.join(', ')}` : ''}`],
    ['Last', stream.last ?? 'no event yet'],
    ...topics.map(({ topic, partitions }) => ['Topic', `${topic}  ${offsetsText(partitions)}`]),
    ...readers.map(({ door, name, lag }) => ['Reader', `${name}  ${door}, ${count(lag)} behind`]),
    ...settings.map(({ name, value, origin }) => [
      'Setting',
      `${name}: ${JSON.stringify(value)}  (${originText(origin)})`,
    ]),
  ]
  return `${stream.stream}\n${table(facts)}`
}

function schemaText(schema: StreamAnswer['schema']): string {
  return schema === null ? 'any schema' : `${schema.title} ${schema.latest ?? 'not found'}`
}

function offsetsText(partitions: WholeStream['topics'][number]['partitions']): string {
  if (partitions === null) return 'comes with its first event'
  return partitions.map(({ partition, logStart, next }) => `${partition}: ${logStart} to ${next}`).join(', ')
}

function originText({ kind, file, line, isDefault }: Origin): string {
  if (kind === 'file') return `${isDefault ? 'defaults, ' : ''}${file}:${line}`
  return { name: 'from the name', event: 'from its first event' }[kind] ?? 'configuration'
}
