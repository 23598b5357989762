import { styleText } from 'node:util'
import { builtInSchemas } from '../config/built-in.ts'
import type { Settings } from '../config/settings.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

/** What a start says to people: where everything is, how it is stored, and what to try first. */
export function banner(sandbox: RunningSandbox, settings: Settings, readyMs: number): string {
  const { url, counts } = sandbox
  const rows: [string, string][] = []
  if (settings.ui) rows.push(['Page', pageOf(sandbox, '/')])
  if (settings.ui && settings.demo) rows.push(['Tour', pageOf(sandbox, '/ui/?tour=1')])
  rows.push(['Intake', `${url}/v1/events`])
  for (const { name, intake } of sandbox.gates.slice(1)) rows.push(['', `${intake}  ${name}`])
  rows.push(['Streams', `${url}/v2/stream/{name}`])
  if (sandbox.eventstreams !== null) rows.push(['', `${sandbox.eventstreams}/v2/stream/{name}`])
  if (sandbox.kafka !== null) rows.push(['Kafka', sandbox.kafka])
  for (const { name, kafka } of sandbox.clusters.slice(1)) if (kafka !== null) rows.push(['', `${kafka}  ${name}`])
  rows.push(['Schemas', schemasText(settings, counts)])
  rows.push(['Storage', storageText(sandbox)])
  if (sandbox.token !== null) rows.push(['Token', sandbox.token])
  const example = sandbox.example()
  if (example !== null) rows.push(['Try', tryText(url, example)])
  const title = `${styleText('bold', `event-sandbox ${sandbox.version}`)}  ready in ${Math.round(readyMs)} ms`
  return `\n  ${title}\n${rows.map(([name, text]) => `  ${name.padEnd(8)}  ${text}\n`).join('')}\n`
}

function pageOf({ url, token }: RunningSandbox, path: string): string {
  return token === null ? `${url}${path}` : `${url}${path}#token=${token}`
}

function schemasText({ schemas, watch }: Settings, { schemas: versions, findings }: RunningSandbox['counts']): string {
  const folders = schemas.map(text => text.replace(/^[\w.-]+=/, ''))
  const shown = folders.join(', ') === builtInSchemas ? 'built-in examples' : folders.join(', ')
  const problems = findings === 0 ? '' : `; ${findings} ${findings === 1 ? 'problem' : 'problems'}`
  return `${shown}  ${versions} schemas${watch ? ', watching' : ''}${problems}`
}

function storageText({ storage, counts }: RunningSandbox): string {
  if (storage === 'memory') return 'memory  gone with the process'
  return `${storage}/  ${counts.events.toLocaleString('en')} events kept`
}

function tryText(url: string, example: object): string {
  const body = JSON.stringify(example).replaceAll("'", "'\\''")
  return `curl -d '${body}' -H 'content-type: application/json' ${url}/v1/events`
}
