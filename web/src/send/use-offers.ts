import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import type { StreamList } from '../streams/wire.ts'
import type { Offers } from './schema-completion.ts'

/** Finds what completion offers for a text: of the schema it names first, all schemas, all streams. */
export function useOffers(choices: StreamList | undefined): (text: string) => Promise<Offers> {
  const queries = useQueryClient()
  return async text => {
    const [, title = '', version = ''] =
      /"\$schema"\s*:\s*"\/([^"\s]+)\/([^"/\s]+?)(?:\.yaml|\.json)?"/.exec(text) ?? []
    const [schema, tree] = await Promise.all([
      title === ''
        ? undefined
        : queries
            .ensureQueryData({
              queryKey: ['offered schema', title, version],
              queryFn: () => api.schemaVersion(title, version),
            })
            // While its name is typed there is no such schema.
            .catch(() => undefined),
      queries.ensureQueryData({ queryKey: ['schemas'], queryFn: api.schemas }).catch(() => undefined),
    ])
    return {
      schema: schema?.schema ?? undefined,
      schemaUris: (tree?.repositories ?? []).flatMap(({ titles }) =>
        titles.flatMap(each => each.versions.toReversed().map(one => `/${each.title}/${one}`)),
      ),
      streams: (choices?.items ?? []).map(({ stream }) => stream),
    }
  }
}
