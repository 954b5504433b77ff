import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { parseQuery } from '../../query/parse.ts'
import { Dialog } from '../widgets/dialog.tsx'
import { Button } from '../widgets/button.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { useIsWide } from '../widgets/use-is-wide.ts'
import { useShortcuts } from '../workspace/shortcuts.tsx'
import { EventPanel } from './event-panel.tsx'
import { Facets } from './facets.tsx'
import type { OnFilter } from './field-rows.tsx'
import { filterText, withTest } from './query-edit.ts'
import { QueryBox } from './query-box.tsx'
import { Results } from './results.tsx'
import { searchedOf } from './search-params.ts'
import { useEventPages, useExtent } from './use-events.ts'
import { useHasRoom } from './use-has-room.ts'
import { useSearchParams } from './use-search-params.ts'
import { ownColumns, readColumns } from './columns.ts'

/** All events of an incident: searched, counted over time, shown one by one with everything around them. */
export function ExplorerPage() {
  const { id } = useParams({ from: '/incidents/$id' })
  const { params, change } = useSearchParams()
  const { q, from, before, duplicates, event, order = 'oldest' } = params
  const searched = useMemo(() => searchedOf({ q, from, before, duplicates }), [q, from, before, duplicates])
  const columns = useMemo(() => readColumns(params.columns), [params.columns])
  const own = useMemo(() => ownColumns(columns), [columns])
  const isReadable = useMemo(() => parseQuery(q ?? '', { nowUs: 0n }).ok, [q])
  const { extent, isReading } = useExtent(id)
  const pages = useEventPages(id, searched, { order, own, isReadable })
  const input = useRef<HTMLInputElement>(null)
  const isBeside = useHasRoom() && event !== undefined
  const isWide = useIsWide()
  useFreshEvents(id, isReading, extent.data?.events)
  const select = useCallback((chosen: string | undefined) => change({ event: chosen }, 'replace'), [change])
  const filter = useCallback((...test: Parameters<OnFilter>) => change({ q: withTest(q ?? '', filterText(...test)) }), [change, q])
  useRowKeys({ rows: pages.rows, selected: event, select, input: () => input.current?.focus() })
  const found = { id, params, change, columns, extent, pages, searched, isReadable, isCompact: !isWide || isBeside, onSelect: select }
  return (
    <SplitPage
      title="Search"
      navigationTitle="Counts by field"
      navigation={<Facets id={id} searched={searched} isReady={isReadable && pages.query.isFetched} onFilter={filter} />}
    >
      <div className={isBeside ? 'grid grid-cols-[minmax(0,1fr)_26rem] gap-6' : ''}>
        <div className="flex min-w-0 flex-col gap-4">
          <h2 className="sr-only">Search</h2>
          <QueryBox id={id} applied={q ?? ''} inputRef={input} onSearch={(text) => change({ q: text })} />
          <Results {...found} />
        </div>
        {event === undefined ? undefined : (
          <PanelPlace isBeside={isBeside} onClose={() => select(undefined)}>
            <EventPanel
              id={id}
              event={event}
              onFilter={filter}
              onSearch={(text) => change({ q: text, from: undefined, before: undefined })}
              onSelect={select}
            />
          </PanelPlace>
        )}
      </div>
    </SplitPage>
  )
}

/** Beside the list where there is room, else over it. */
function PanelPlace({ isBeside, onClose, children }: { isBeside: boolean; onClose: () => void; children: ReactNode }) {
  if (!isBeside)
    return (
      <Dialog place="side" title="Event" isOpen onClose={onClose}>
        {children}
      </Dialog>
    )
  return (
    <aside aria-label="The event in full" className="min-w-0">
      <div className="sticky top-21.5 max-h-[calc(100vh-6.5rem)] overflow-y-auto rounded-lg border border-line bg-surface px-4 pb-4" tabIndex={-1}>
        <div className="sticky top-0 z-10 -mx-4 mb-3 flex items-center justify-between border-b border-line bg-surface px-4 py-2">
          <h2 className="font-semibold">Event</h2>
          <Button look="quiet" size="small" aria-label="Close the event" onPress={onClose}>
            ×
          </Button>
        </div>
        {children}
      </div>
    </aside>
  )
}

/** Asks for what is shown anew once the first events are there, and once reading has ended; in between it stays, so that nobody loses their place. */
function useFreshEvents(id: string, isReading: boolean, events: number | undefined): void {
  const client = useQueryClient()
  const before = useRef({ isReading, events })
  useEffect(() => {
    const { current } = before
    const hasEnded = current.isReading && !isReading
    const hasBegun = current.events === 0 && (events ?? 0) > 0
    if (hasEnded || hasBegun) void client.invalidateQueries({ queryKey: ['events', id] })
    before.current = { isReading, events: events ?? current.events }
  }, [client, id, isReading, events])
}

interface RowKeys {
  readonly rows: readonly { readonly id: string }[]
  readonly selected: string | undefined
  select(event: string | undefined): void
  input(): void
}

function useRowKeys({ rows, selected, select, input }: RowKeys): void {
  const step = (by: number) => () => {
    const at = rows.findIndex(({ id }) => id === selected)
    const row = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
    if (row !== undefined) select(row.id)
  }
  useShortcuts({ j: step(1), k: step(-1), '/': input, Escape: () => select(undefined) })
}
