import { builtInSchemas } from '../config/built-in.ts'
import { configure } from '../config/configure.ts'
import type { Settings } from '../config/settings.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { table } from './table.ts'

/** What `GET /_sandbox/info` tells, as far as it is shown. */
interface Info {
  readonly version: string
  readonly startedAt: string
  readonly urls: { readonly page: string; readonly intake: string; readonly streams: string }
  readonly gates: readonly { readonly name: string; readonly intake: string }[]
  readonly kafka: string | null
  readonly storage: {
    readonly mode: string
    readonly folder?: string
    readonly records: number
    readonly bytes: number
  }
  readonly schemas: {
    readonly repositories: readonly { readonly name: string; readonly folder: string; readonly schemas: number }[]
    readonly findings: readonly unknown[]
  }
  readonly counts: { readonly valid: number; readonly invalid: number }
}

/** `event-sandbox info`: the running sandbox, or with `--config` what a start in this folder would take. */
export async function info(options: ClientOptions & { readonly config?: boolean }): Promise<number> {
  if (options.config) return showConfiguration(options.json === true)
  const found = await connect(options).get<Info>('/_sandbox/info')
  process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : table(rowsOf(found)))
  return exitCodes.fine
}

function rowsOf({ version, startedAt, urls, gates, kafka, storage, schemas, counts }: Info): [string, string][] {
  const kept = `${storage.records.toLocaleString('en')} records, ${storage.bytes.toLocaleString('en')} bytes`
  return [
    ['Version', `${version}, started ${startedAt}`],
    ['Page', urls.page],
    ['Intake', urls.intake],
    ...gates.slice(1).map(({ name, intake }): [string, string] => ['', `${intake}  ${name}`]),
    ['Streams', urls.streams],
    ['Kafka', kafka ?? 'off'],
    ...schemas.repositories.map(({ name, folder, schemas: number }, at): [string, string] => [
      at === 0 ? 'Schemas' : '',
      `${folder}  ${name}, ${number} schemas`,
    ]),
    ['Problems', `${schemas.findings.length} in schemas`],
    ['Storage', `${storage.folder ?? 'memory'}  ${kept}`],
    ['Events', `${counts.valid.toLocaleString('en')} accepted, ${counts.invalid.toLocaleString('en')} refused`],
  ]
}

function showConfiguration(asJson: boolean): number {
  const { values, origins } = configure({ options: {}, env: process.env, cwd: process.cwd(), builtInSchemas })
  const shown = (Object.keys(values) as (keyof Settings)[]).map(name => ({
    name,
    // The token is a secret, and output is kept in logs.
    value: name === 'token' && values.token !== null ? '(set)' : values[name],
    origin: origins[name],
  }))
  if (asJson) {
    const byName = Object.fromEntries(shown.map(({ name, ...setting }) => [name, setting]))
    process.stdout.write(`${JSON.stringify(byName, null, 2)}\n`)
  } else {
    process.stdout.write(table(shown.map(({ name, value, origin }) => [name, inWords(value), origin])))
  }
  return exitCodes.fine
}

function inWords(value: unknown): string {
  if (value === null) return 'off'
  if (Array.isArray(value)) return value.join(', ') || 'none'
  if (typeof value !== 'object') return String(value)
  return (
    Object.entries(value)
      .map(entry => entry.join(' '))
      .join(', ') || 'by default'
  )
}
