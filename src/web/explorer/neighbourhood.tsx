import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { loadNeighbours } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { RowList } from './row-list.tsx'

const first = 5
const most = 80

/** What happened just before and after, in every source. */
export function Neighbourhood({ id, event, onSelect }: { id: string; event: string; onSelect: (event: string) => void }) {
  const [count, setCount] = useState(first)
  const { data, error } = useQuery({
    queryKey: ['events', id, 'neighbours', event, count],
    queryFn: ({ signal }) => loadNeighbours(id, event, { count, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const hasMore = data !== undefined && (data.before.length === count || data.after.length === count)
  return (
    <section aria-label="Around it, in all sources" className="flex flex-col gap-1.5">
      <h3 className="font-semibold">Around it, in all sources</h3>
      {error === null ? undefined : (
        <p role="alert" className="text-sm text-bad">
          {error.message}
        </p>
      )}
      {data === undefined ? (
        error === null ? (
          <p className="text-sm text-soft">Looking around…</p>
        ) : undefined
      ) : (
        <RowList rows={[...data.before, data.event, ...data.after]} current={event} onSelect={onSelect} />
      )}
      {hasMore && count < most ? (
        <Button size="small" look="quiet" className="self-start" onPress={() => setCount(Math.min(most, count * 4))}>
          More around it
        </Button>
      ) : undefined}
    </section>
  )
}
