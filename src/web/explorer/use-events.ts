import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { EventRow } from '../../api/search.ts'
import { useState } from 'react'
import { useProgress } from '../workspace/progress.tsx'
import { useReading } from './use-reading.ts'
import { loadExtent, loadHistogram, searchEvents, type Searched } from '../client.ts'

const pageRows = 200
/** More rows than anybody reads one by one; beyond, a narrower search or the other order serves better. */
export const mostRows = 20_000

/** How the events that match are shown. */
export interface EventView {
  readonly order: 'oldest' | 'newest'
  readonly own: readonly string[]
  /** False while the search cannot be read: what was shown before stays. */
  readonly isReadable: boolean
}

/** Pages of the events that match, loaded as the reader comes near their end. A search that changes is broken off. */
export function useEventPages(id: string, searched: Searched, view: EventView) {
  const query = useInfiniteQuery({
    queryKey: ['events', id, 'pages', searched, view.order, view.own],
    queryFn: ({ pageParam, signal }) =>
      searchEvents(id, { ...searched, order: view.order, own: view.own, limit: pageRows, cursor: pageParam }, signal),
    initialPageParam: firstCursor(),
    enabled: view.isReadable,
    getNextPageParam: (last, pages) => (pages.length * pageRows >= mostRows ? undefined : last.next),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  })
  const rows: readonly EventRow[] = query.data?.pages.flatMap((page) => page.rows) ?? []
  return { query, rows, isCut: rows.length >= mostRows && query.data?.pages.at(-1)?.next !== undefined }
}

/** How many match over time. */
export function useHistogram(id: string, searched: Searched, { bars, isReadable }: { readonly bars: number; readonly isReadable: boolean }) {
  return useQuery({
    queryKey: ['events', id, 'histogram', searched, bars],
    queryFn: ({ signal }) => loadHistogram(id, { ...searched, bars }, signal),
    enabled: isReadable,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

/** What there is to search, and whether more is being read. */
export function useExtent(id: string) {
  const drafting = useProgress().job?.state === 'running'
  const [hasUnread, setUnread] = useState(false)
  const isReading = useReading(id, hasUnread).job?.state === 'running' || drafting
  // While evidence is being read, what is done already can be searched.
  const extent = useQuery({
    queryKey: ['events', id, 'extent'],
    queryFn: () => loadExtent(id),
    staleTime: 0,
    refetchInterval: isReading ? 5_000 : false,
  })
  const unread = (extent.data?.unread ?? 0) > 0
  // The job is followed to its end, also once nothing is left unread.
  if (unread !== hasUnread && (unread || !isReading)) setUnread(unread)
  return { extent, isReading }
}

function firstCursor(): string | undefined {
  return undefined
}
