import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { api } from '../api.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'
import { createLagHistory, type LagPoint } from './lag-history.ts'
import type { StreamClient } from './wire.ts'

const history = createLagHistory()

/** All groups, asked again each second; how far they are behind is remembered. */
export function useGroups() {
  const groups = useLiveQuery(['groups'], api.groups)
  const { data, dataUpdatedAt } = groups
  useEffect(() => {
    if (data !== undefined)
      history.add(
        data.items.map(({ group, lag }) => ({ reader: group, lag })),
        dataUpdatedAt,
      )
  }, [data, dataUpdatedAt])
  return groups
}

/** The clients of EventStreams, asked again each second; how far they are behind is remembered. */
export function useStreamClients() {
  const { data, dataUpdatedAt } = useLiveQuery(['stream clients'], api.streamClients)
  const clients = useMemo(() => data?.items.map(client => ({ ...client, id: idOf(client) })) ?? [], [data])
  useEffect(() => {
    history.add(
      clients.map(({ id, lag }) => ({ reader: id, lag })),
      dataUpdatedAt,
    )
  }, [clients, dataUpdatedAt])
  return clients
}

// Apart from the names of groups, which hardly begin with a space.
function idOf({ address, since, name }: StreamClient): string {
  return ` ${address} ${since} ${name}`
}

/** How far a group or client was behind since this page was opened, at most ten minutes. */
export function useLagHistory(reader: string): readonly LagPoint[] {
  return useSyncExternalStore(history.subscribe, () => history.of(reader))
}
