import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { api } from '../api.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'
import { useStreams } from '../streams/use-streams.ts'
import type { Check, StreamUse, Title, Version } from './wire.ts'

const treeEveryMs = 5000

/** All titles by repository, asked again every five seconds: it is long, and seldom another. */
export function useSchemaTree() {
  return useLiveQuery(['schemas'], api.schemas, treeEveryMs)
}

/** One title; what is saved shows within a second. One that is not there is asked for once, until the tree has it. */
export function useTitle(title: string) {
  const { data: tree } = useSchemaTree()
  const isListed = tree?.repositories.some(({ titles }) => titles.some(each => each.title === title))
  return useLiveQuery(['schema', title], () => api.schemaTitle(title), isListed === false ? false : 1000)
}

/** One version of it. */
export function useVersion(title: string, version: string | undefined) {
  return useLiveQuery(['schema', title, version], () =>
    version === undefined ? Promise.resolve(undefined) : api.schemaVersion(title, version),
  )
}

/** The version that comes before one, by its number; undefined for the first. */
export function versionBefore(title: Title, version: string): string | undefined {
  if (version === 'current') return title.verdict?.against
  const at = title.versions.findIndex(each => each.version === version)
  return title.versions[at - 1]?.version
}

/**
 * What a version means for another, by default the one before it; the first is held against itself, which tells what is
 * stored of it.
 */
export function useCheck(title: Title, version: Version, against: string | undefined) {
  const isCurrent = version.version === 'current'
  const before = against ?? versionBefore(title, version.version)
  const asked = {
    schema: uriOf(title.title, version.version),
    ...(before === undefined
      ? { against: uriOf(title.title, version.version) }
      : isCurrent && against === undefined
        ? {}
        : { against: uriOf(title.title, before) }),
  }
  const check = useQuery({
    queryKey: ['check', asked, version.text, title.verdict?.words],
    queryFn: () => api.checkSchema(asked),
    // What cannot be read says so itself.
    enabled: version.schema !== null,
  })
  return { ...check, isFirst: before === undefined }
}

/** The streams that are configured for a title, and those in which a check found events of it. */
export function useStreamsOf(title: string, check: Check | undefined): readonly StreamUse[] {
  const { data } = useStreams()
  const configured = (data?.items ?? []).filter(({ schema }) => schema?.title === title).map(({ stream }) => stream)
  const found = check?.blastRadius?.streams ?? []
  return [...new Set([...configured, ...found])]
    .sort()
    .map(stream => ({ stream, isConfigured: configured.includes(stream), hasEvents: found.includes(stream) }))
}

/** A valid sample of a version. */
export function useExample(title: string, version: string, seed: number) {
  return useQuery({
    queryKey: ['example', title, version, seed],
    queryFn: () => api.schemaExample(title, version, seed),
  })
}

/** A schema as the URL names it. */
export interface SchemaPlace {
  readonly title: string | undefined
  readonly version: string | undefined
  /** What the version is held against, where somebody chose. */
  readonly against: string | undefined
}

/** What the URL names: `mediawiki/page/change/1.2.0`, or a title without a version. */
export function useSchemaPlace(): SchemaPlace {
  const { _splat: path = '' } = useParams({ strict: false })
  const { against } = useSearch({ strict: false })
  const trimmed = path.replace(/^\/|\/$/g, '')
  if (trimmed === '') return { title: undefined, version: undefined, against: undefined }
  const match = /^(.+)\/(\d+\.\d+\.\d+[^/]*|current)$/.exec(trimmed)
  return { title: match?.[1] ?? trimmed, version: match?.[2], against }
}

function uriOf(title: string, version: string): string {
  return `/${title}/${version === 'current' ? 'current.yaml' : version}`
}
