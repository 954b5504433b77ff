import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { parseQuery } from '../../query/parse.ts'
import { Dialog } from '../widgets/dialog.tsx'
import { Button } from '../widgets/button.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { useIsWide } from '../widgets/use-is-wide.ts'
import { useProgress } from '../workspace/progress.tsx'
import { useShortcuts } from '../workspace/shortcuts.tsx'
import { EventPanel } from './event-panel.tsx'
import { Facets } from './facets.tsx'
import { type FilterMode, filterText, withTest } from './query-edit.ts'
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
  const searched = useMemo(() => searchedOf(params), [params.q, params.from, params.before, params.duplicates])
  const columns = useMemo(() => readColumns(params.columns), [params.columns])
  const isReadable = useMemo(() => parseQuery(params.q ?? '', { nowUs: 0n }).ok, [params.q])
  const view = { order: params.order ?? ('oldest' as const), own: useMemo(() => ownColumns(columns), [columns]), isReadable }
  const extent = useExtent(id)
  const pages = useEventPages(id, searched, view)
  const input = useRef<HTMLInputElement>(null)
  const hasRoom = useHasRoom()
  const isWide = useIsWide()
  useFreshEvents(id)
  const select = useCallback((event: string | undefined) => change({ event }, 'replace'), [change])
  const filter = useCallback(
    (name: string, value: string | undefined, mode: FilterMode) => change({ q: withTest(params.q ?? '', filterText(name, value, mode)) }),
    [change, params.q],
  )
  useRowKeys({ rows: pages.rows, selected: params.event, select, input: () => input.current?.focus() })
  const panel =
    params.event === undefined ? undefined : (
      <EventPanel
        id={id}
        event={params.event}
        onFilter={filter}
        onSearch={(q) => change({ q, from: undefined, before: undefined })}
        onSelect={select}
      />
    )
  return (
    <SplitPage
      title="Search"
      navigationTitle="Counts by field"
      navigation={<Facets id={id} searched={searched} isReady={isReadable && pages.query.isFetched} onFilter={filter} />}
    >
      <div className={panel !== undefined && hasRoom ? 'grid grid-cols-[minmax(0,1fr)_26rem] gap-6' : ''}>
        <div className="flex min-w-0 flex-col gap-4">
          <h2 className="sr-only">Search</h2>
          <QueryBox id={id} applied={params.q ?? ''} inputRef={input} onSearch={(q) => change({ q })} />
          <Results
            id={id}
            params={params}
            change={change}
            columns={columns}
            isReadable={isReadable}
            isCompact={!isWide || (panel !== undefined && hasRoom)}
            extent={extent}
            pages={pages}
            searched={searched}
            onSelect={select}
          />
        </div>
        {panel === undefined ? undefined : hasRoom ? (
          <aside aria-label="The event in full" className="min-w-0">
            <div
              className="sticky top-21.5 max-h-[calc(100vh-6.5rem)] overflow-y-auto rounded-lg border border-line bg-surface px-4 pb-4"
              tabIndex={-1}
            >
              <div className="sticky top-0 z-10 -mx-4 mb-3 flex items-center justify-between border-b border-line bg-surface px-4 py-2">
                <h2 className="font-semibold">Event</h2>
                <Button look="quiet" size="small" aria-label="Close the event" onPress={() => select(undefined)}>
                  ×
                </Button>
              </div>
              {panel}
            </div>
          </aside>
        ) : (
          <Dialog place="side" title="Event" isOpen onClose={() => select(undefined)}>
            {panel}
          </Dialog>
        )}
      </div>
    </SplitPage>
  )
}

/** Once evidence has been read, what is shown is asked for anew. */
function useFreshEvents(id: string): void {
  const { job } = useProgress()
  const client = useQueryClient()
  const before = useRef(job?.state)
  useEffect(() => {
    if (before.current === 'running' && job?.state !== 'running') void client.invalidateQueries({ queryKey: ['events', id] })
    before.current = job?.state
  }, [client, id, job?.state])
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
