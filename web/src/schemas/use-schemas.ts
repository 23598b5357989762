import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api } from '../api.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'
import type { Title, Version } from './wire.ts'

const treeEveryMs = 5000

/** All titles by repository, asked again every five seconds: it is long, and seldom another. */
export function useSchemaTree() {
  return useLiveQuery(['schemas'], api.schemas, treeEveryMs)
}

/** One title; what is saved shows within a second. */
export function useTitle(title: string) {
  return useLiveQuery(['schema', title], () => api.schemaTitle(title))
}

/** One version of it. */
export function useVersion(title: string, version: string | undefined) {
  return useLiveQuery(['schema', title, version], () =>
    version === undefined ? Promise.resolve(undefined) : api.schemaVersion(title, version),
  )
}

/** What a version means for the one before it; the first is held against itself, which tells what is stored of it. */
export function useCheck(title: Title, version: Version) {
  const isCurrent = version.version === 'current'
  const at = title.versions.findIndex(each => each.version === version.version)
  const before = isCurrent ? title.verdict?.against : title.versions[at - 1]?.version
  const asked = {
    schema: uriOf(title.title, version.version),
    ...(before === undefined
      ? { against: uriOf(title.title, version.version) }
      : isCurrent
        ? {}
        : { against: uriOf(title.title, before) }),
  }
  const check = useQuery({
    queryKey: ['check', asked, version.text, title.verdict?.words],
    queryFn: () => api.checkSchema(asked),
  })
  return { ...check, isFirst: before === undefined }
}

/** A valid sample of a version. */
export function useExample(title: string, version: string, seed: number) {
  return useQuery({
    queryKey: ['example', title, version, seed],
    queryFn: () => api.schemaExample(title, version, seed),
  })
}

/** What the URL names: `mediawiki/page/change/1.2.0`, or a title without a version. */
export function useSchemaPlace(): { readonly title: string | undefined; readonly version: string | undefined } {
  const { _splat: path = '' } = useParams({ strict: false })
  const trimmed = path.replace(/^\/|\/$/g, '')
  if (trimmed === '') return { title: undefined, version: undefined }
  const match = /^(.+)\/(\d+\.\d+\.\d+[^/]*|current)$/.exec(trimmed)
  return { title: match?.[1] ?? trimmed, version: match?.[2] }
}

function uriOf(title: string, version: string): string {
  return `/${title}/${version === 'current' ? 'current.yaml' : version}`
}
