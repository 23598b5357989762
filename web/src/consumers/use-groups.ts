import { useEffect, useSyncExternalStore } from 'react'
import { api } from '../api.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'
import { createLagHistory, type LagPoint } from './lag-history.ts'

const history = createLagHistory()

/** All groups, asked again each second; how far they are behind is remembered. */
export function useGroups() {
  const groups = useLiveQuery(['groups'], api.groups)
  const { data, dataUpdatedAt } = groups
  useEffect(() => {
    if (data !== undefined) history.add(data.items, dataUpdatedAt)
  }, [data, dataUpdatedAt])
  return groups
}

/** How far a group was behind since this page was opened, at most ten minutes. */
export function useLagHistory(group: string): readonly LagPoint[] {
  return useSyncExternalStore(history.subscribe, () => history.of(group))
}
