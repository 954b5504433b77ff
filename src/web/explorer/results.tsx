import type { UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { EventExtent } from '../../api/search.ts'
import { formatNumber, plural } from '../../base/text.ts'
import type { Searched } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Notice } from '../widgets/notice.tsx'
import { ColumnChoice } from './column-choice.tsx'
import { type ColumnName, columnsText, compactColumns } from './columns.ts'
import { NoHits, NothingToSearch, UnreadNotice } from './empty-states.tsx'
import { EventTable } from './event-table.tsx'
import { ExportMenu } from './export-menu.tsx'
import { Histogram } from './histogram.tsx'
import { moved, type Stretch, zoomedOut } from './histogram-scale.ts'
import { RangeBar } from './range-bar.tsx'
import type { SearchParams } from './search-params.ts'
import { mostRows, type useEventPages, useHistogram } from './use-events.ts'
import type { ChangeParams } from './use-search-params.ts'

export interface ResultsProps {
  readonly id: string
  readonly params: SearchParams
  readonly change: ChangeParams
  readonly columns: readonly ColumnName[]
  /** False where the text of the search is wrong: that is said below it. */
  readonly isReadable: boolean
  /** An event stands beside the table, with all its fields: the table keeps what tells events apart. */
  readonly isCompact: boolean
  readonly searched: Searched
  readonly extent: UseQueryResult<EventExtent>
  readonly pages: ReturnType<typeof useEventPages>
  onSelect(event: string): void
}

const bars = 150

/** What was found: over time, and one by one. */
export function Results(props: ResultsProps) {
  const { id, params, change, extent, searched } = props
  const histogram = useHistogram(id, searched, { bars, isReadable: props.isReadable })
  const failure = extent.error ?? props.pages.query.error ?? histogram.error
  if (failure !== null)
    return (
      <Notice tone="bad" title="The events could not be searched">
        {failure.message}
        <span className="mt-2 block">
          <Button size="small" onPress={() => void Promise.all([extent.refetch(), props.pages.query.refetch(), histogram.refetch()])}>
            Try again
          </Button>
        </span>
      </Notice>
    )
  if (extent.data === undefined) return <p className="text-soft">Looking at the events…</p>
  if (extent.data.events === 0) return <NothingToSearch id={id} extent={extent.data} />
  if (!props.isReadable) return undefined
  const all = allOf(extent.data)
  const shown = { from: timeOf(params.from) ?? all.from, to: timeOf(params.before) ?? all.to }
  const go = (stretch: Stretch | undefined) => change({ from: textOf(stretch?.from), before: textOf(stretch?.to) })
  return (
    <>
      <UnreadNotice id={id} unread={extent.data.unread} />
      <RangeBar
        bounds={{ from: params.from, before: params.before }}
        canZoom
        onBounds={(bounds) => change({ from: bounds.from, before: bounds.before })}
        onZoomOut={() => go(zoomedOut(shown, all))}
        onMove={(direction) => go(moved(shown, direction))}
      />
      {histogram.data === undefined || histogram.data.total === 0 ? undefined : (
        <Histogram
          histogram={histogram.data}
          wanted={{ from: timeOf(params.from), to: timeOf(params.before) }}
          isBusy={histogram.isPlaceholderData}
          onZoom={go}
        />
      )}
      <Found {...props} total={histogram.data?.total} isCounting={histogram.isPlaceholderData} extent={extent.data} />
    </>
  )
}

type FoundProps = Omit<ResultsProps, 'extent'> & { readonly total: number | undefined; readonly isCounting: boolean; readonly extent: EventExtent }

function Found(props: FoundProps) {
  const { params, change, columns, pages, total, extent, onSelect } = props
  const { query, rows, isCut } = pages
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = query
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage])
  if (query.data === undefined) return <p className="text-soft">Searching…</p>
  return (
    <section aria-label="Events found" className="flex flex-col gap-2">
      <FoundHead {...props} hasRows={rows.length > 0} />
      {rows.length === 0 ? (
        <NoHits id={props.id} searched={props.searched} params={params} extent={extent} onChange={change} />
      ) : (
        <EventTable
          rows={rows}
          total={total}
          columns={props.isCompact ? compactColumns(columns) : columns}
          selected={params.event}
          isBusy={query.isPlaceholderData}
          isLoadingMore={isFetchingNextPage}
          hasMore={hasNextPage}
          isNewestFirst={params.order === 'newest'}
          onSelect={onSelect}
          onNearEnd={more}
        />
      )}
      {isCut ? (
        <p role="status" className="text-sm text-soft">
          The list ends after {formatNumber(mostRows)} events. Narrow the search or the time, turn the order around, or export them all.
        </p>
      ) : undefined}
    </section>
  )
}

/** How many there are, and how they are shown. */
function FoundHead({ id, params, change, columns, searched, total, isCounting, extent, hasRows }: FoundProps & { readonly hasRows: boolean }) {
  const whole = params.duplicates === true ? extent.events : extent.events - extent.duplicates
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p role="status" className={`mr-auto font-medium number-column ${isCounting ? 'text-faint' : ''}`}>
        {total === undefined ? 'Counting…' : plural(total, 'event')}
        {total !== undefined && whole > total ? <span className="font-normal text-faint"> of {formatNumber(whole)}</span> : undefined}
      </p>
      {extent.duplicates === 0 ? undefined : (
        <label className="flex items-center gap-2 text-sm text-soft">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={params.duplicates === true}
            onChange={(event) => change({ duplicates: event.target.checked || undefined })}
          />
          with {plural(extent.duplicates, 'duplicate')}
        </label>
      )}
      <Button size="small" onPress={() => change({ order: params.order === 'newest' ? undefined : 'newest' })}>
        {params.order === 'newest' ? 'Newest first' : 'Oldest first'}
      </Button>
      <ColumnChoice columns={columns} onColumns={(names) => change({ columns: columnsText(names) })} />
      <ExportMenu id={id} searched={searched} isDisabled={!hasRows} />
    </div>
  )
}

function allOf({ first, last }: EventExtent): Stretch {
  return { from: timeOf(first) ?? 0, to: (timeOf(last) ?? 0) + 1 }
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
}

function textOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString().replace(/\.000Z$/, 'Z')
}
