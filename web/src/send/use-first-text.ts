import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import type { StreamList } from '../streams/wire.ts'
import { useSandbox } from '../use-sandbox.ts'

/** The streams one can send to; the list is asked once a visit. */
export function useStreamChoices() {
  return useQuery({ queryKey: ['stream choices'], queryFn: api.streams, staleTime: 0 })
}

/** A stream that the list has, or one that the URL names and nobody has sent to. */
export function choiceOf(choices: StreamList | undefined, stream: string | undefined) {
  const items = choices?.items ?? []
  return stream === undefined
    ? (items.find(({ schema }) => schema !== null) ?? items[0])
    : items.find(each => each.stream === stream)
}

/** What the editor begins with: the event that is edited, or a sample of the stream's schema. */
export function useFirstText(asked: {
  event: string | undefined
  choice: StreamList['items'][number] | undefined
  stream: string | undefined
  seed: number
}): { readonly text: string | undefined; readonly error: Error | null } {
  const { event, choice, seed } = asked
  const stream = asked.stream ?? choice?.stream
  const sandbox = useSandbox()
  const stored = useQuery({
    queryKey: ['event', event],
    queryFn: () => api.event(event ?? ''),
    enabled: event !== undefined,
  })
  const title = choice?.schema?.title
  const version = choice?.schema?.latest ?? undefined
  const sample = useQuery({
    queryKey: ['sample', title, version, seed],
    queryFn: () => sampleOf(title ?? '', version ?? '', seed),
    enabled: event === undefined && title !== undefined && version !== undefined,
  })
  if (event !== undefined) return { text: stored.data?.text, error: stored.error }
  if (sample.data !== undefined) return { text: laidOut(intoStream(sample.data, stream)), error: null }
  if (title !== undefined && version !== undefined && sample.error === null) return { text: undefined, error: null }
  // A stream that nothing is known of: an event that the sandbox accepts anyway, or its bare bones.
  if (sandbox === undefined) return { text: undefined, error: null }
  const bones = sandbox.example ?? { $schema: '/test/event/1.0.0', meta: {} }
  return { text: laidOut(intoStream(bones, stream)), error: null }
}

/** The schema's own example first, then made ones. */
async function sampleOf(title: string, version: string, seed: number): Promise<Sample> {
  const [own] = seed === 0 ? ((await api.schemaVersion(title, version)).schema?.examples ?? []) : []
  const sample = (own ?? (await api.schemaExample(title, version, seed))) as Sample
  // What the gate fills in itself is left to it.
  const { id: _id, dt: _dt, ...meta } = sample.meta ?? {}
  return { ...sample, $schema: `/${title}/${version}`, meta }
}

/** An example of an event's schema is an object. */
interface Sample {
  readonly $schema?: unknown
  readonly meta?: Readonly<Record<string, unknown>>
}

function intoStream(sample: Sample, stream: string | undefined): Sample {
  return stream === undefined ? sample : { ...sample, meta: { ...sample.meta, stream } }
}

function laidOut(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
