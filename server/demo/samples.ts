import { SandboxError } from '../base/errors.ts'
import type { Calls } from '../client/calls.ts'
import { isEvent } from '../event/event.ts'
import { createDice } from './dice.ts'
import type { Traffic } from './traffic.ts'

interface Source {
  readonly stream: string
  /** `/test/event/1.0.0` */
  readonly schema: string
}

/** More would be a list that nobody looks through. */
const mostStreams = 24

/**
 * The traffic for schemas of somebody's own: valid samples of the configured streams' schemas, or, where no stream is
 * configured, of every schema's latest version on a stream named as its title. None of them is a mistake.
 * @throws SandboxError schema_not_found where there is no schema to make samples of.
 */
export async function sampleTraffic(calls: Calls, seed: number): Promise<Traffic> {
  const sources = await sourcesOf(calls)
  if (sources.length === 0) {
    throw new SandboxError('schema_not_found', 'The sandbox has no schema to make samples of.', {
      hint: 'Start it with --schemas, or without any option for the built-in ones.',
    })
  }
  const dice = createDice(seed)
  /** Those that no valid sample was found of. */
  const barren = new Set<Source>()

  return async now => {
    const fruitful = sources.filter(source => !barren.has(source))
    if (fruitful.length === 0) return undefined
    const source = dice.pick(fruitful)
    const sample = await sampleOf(source, dice.between(1, 1_000_000))
    if (sample === undefined) return undefined
    const { id: _id, dt: _dt, ...meta } = isEvent(sample.meta) ? sample.meta : {}
    const event = { ...sample, $schema: source.schema, meta: { ...meta, stream: source.stream } }
    const timed = 'dt' in sample ? { ...event, dt: new Date(now).toISOString() } : event
    return { producer: 'event-sandbox-demo', body: JSON.stringify(timed), isMistake: false }
  }

  async function sampleOf(source: Source, sampleSeed: number): Promise<Record<string, unknown> | undefined> {
    try {
      return await calls.get(`/_sandbox/schemas${source.schema}/example?seed=${sampleSeed}`)
    } catch (failure) {
      if (!(failure instanceof SandboxError) || failure.code !== 'schema_invalid') throw failure
      barren.add(source)
      return undefined
    }
  }
}

async function sourcesOf(calls: Calls): Promise<readonly Source[]> {
  const { items } = await calls.get<{ items: readonly StreamView[] }>('/_sandbox/streams')
  const configured = items.flatMap(({ stream, configured: by, schema }) =>
    by !== null && schema?.latest && !isOurs(schema.title)
      ? [{ stream, schema: `/${schema.title}/${schema.latest}` }]
      : [],
  )
  if (configured.length > 0) return configured.slice(0, mostStreams)
  const { repositories } = await calls.get<{ repositories: readonly { titles: readonly TitleView[] }[] }>(
    '/_sandbox/schemas',
  )
  return repositories
    .flatMap(({ titles }) => titles)
    .filter(({ title, latest }) => latest !== null && !title.startsWith('fragment/') && !isOurs(title))
    .slice(0, mostStreams)
    .map(({ title, latest }) => ({ stream: title.replaceAll('/', '.'), schema: `/${title}/${latest}` }))
}

/** What the gate says of refused events; a sample of it would look like one. */
function isOurs(title: string): boolean {
  return title === 'error'
}

interface StreamView {
  readonly stream: string
  /** The name or pattern that configures it. */
  readonly configured: string | null
  readonly schema: { readonly title: string; readonly latest: string | null } | null
}

interface TitleView {
  readonly title: string
  readonly latest: string | null
}
