import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import type { EventRow } from '../../api/search.ts'
import { formatNumber, showControls } from '../../base/text.ts'
import { cellText, type ColumnName, columnTitle, columnTracks, leastWidth } from './columns.ts'

export interface EventTableProps {
  readonly rows: readonly EventRow[]
  /** How many match in all, where that is known. */
  readonly total: number | undefined
  readonly columns: readonly ColumnName[]
  readonly selected: string | undefined
  readonly isBusy: boolean
  readonly isLoadingMore: boolean
  /** Rows beyond those given. */
  readonly hasMore: boolean
  readonly isNewestFirst: boolean
  onSelect(id: string): void
  onNearEnd(): void
}

const rowHeight = 30
/** How many rows before the end the next page is asked for. */
const ahead = 60

/** The events that match, drawn only where they are seen. The focus stays on the table: arrows, Home and End choose a row, which is shown in full beside it. */
export function EventTable(props: EventTableProps) {
  const { rows, total, columns, selected, isBusy } = props
  const scroller = useRef<HTMLDivElement>(null)
  const name = useId()
  const at = rows.findIndex((row) => row.id === selected)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
    initialRect: { width: 800, height: 600 },
  })
  const items = virtual.getVirtualItems()
  useNearEnd(props, items.at(-1)?.index ?? 0)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, virtual])
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Events"
      aria-rowcount={(total ?? rows.length) + 1}
      aria-colcount={columns.length}
      aria-busy={isBusy}
      aria-activedescendant={at >= 0 && items.some(({ index }) => index === at) ? `${name}-${at}` : undefined}
      tabIndex={0}
      className={`relative max-h-[max(20rem,calc(100vh-20rem))] overflow-auto rounded-lg border border-line bg-surface ${isBusy ? 'busy' : ''}`}
      onKeyDown={(event) => onTableKey(event, { ...props, at })}
    >
      <div className="w-full" style={{ minWidth: leastWidth(columns) }}>
        <TableHead columns={columns} isNewestFirst={props.isNewestFirst} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return undefined
            return (
              <TableRow
                key={row.id}
                id={`${name}-${item.index}`}
                row={row}
                index={item.index}
                start={item.start}
                columns={columns}
                isSelected={item.index === at}
                onSelect={props.onSelect}
              />
            )
          })}
        </div>
      </div>
      {props.isLoadingMore ? (
        <p role="status" className="sticky left-0 px-3 py-1.5 text-sm text-faint">
          Loading more after {formatNumber(rows.length)}…
        </p>
      ) : undefined}
    </div>
  )
}

/** Asks for more rows when the last that is drawn comes near the end of those there are. */
function useNearEnd({ rows, hasMore, onNearEnd }: EventTableProps, lastSeen: number): void {
  const count = rows.length
  useEffect(() => {
    if (hasMore && lastSeen >= count - ahead) onNearEnd()
  }, [hasMore, lastSeen, count, onNearEnd])
}

function TableHead({ columns, isNewestFirst }: Pick<EventTableProps, 'columns' | 'isNewestFirst'>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-sunken">
      <div role="row" aria-rowindex={1} className="grid px-2 text-sm font-medium text-soft" style={{ gridTemplateColumns: columnTracks(columns) }}>
        {columns.map((column) => (
          <span
            key={column}
            role="columnheader"
            aria-sort={column === 'time' ? (isNewestFirst ? 'descending' : 'ascending') : undefined}
            className="truncate px-1.5 py-1"
            title={column}
          >
            {columnTitle(column)}
            {column === 'time' ? <span aria-hidden>{isNewestFirst ? ' ↓' : ' ↑'}</span> : undefined}
          </span>
        ))}
      </div>
    </div>
  )
}

interface TableRowProps extends Pick<EventTableProps, 'columns' | 'onSelect'> {
  readonly id: string
  readonly row: EventRow
  readonly index: number
  /** Where it stands below the head, in CSS pixels. */
  readonly start: number
  readonly isSelected: boolean
}

function TableRow({ id, row, index, start, columns, isSelected, onSelect }: TableRowProps) {
  return (
    // The table itself has the focus and its keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={`absolute inset-x-0 top-0 grid cursor-default items-center border-b border-line px-2 text-sm outline-none ${isSelected ? 'bg-accent-soft' : 'hover:bg-hover'}`}
      style={{ gridTemplateColumns: columnTracks(columns), height: rowHeight, transform: `translateY(${start}px)` }}
      onClick={() => onSelect(row.id)}
    >
      {columns.map((column) => (
        <Cell key={column} row={row} column={column} />
      ))}
    </div>
  )
}

function Cell({ row, column }: { row: EventRow; column: ColumnName }) {
  const text = showControls(cellText(row, column)).replaceAll('\n', ' ')
  if (column !== 'time') {
    return (
      <span role="gridcell" className="truncate px-1.5" title={text.length > 24 ? text.slice(0, 1_000) : undefined}>
        {column === 'event.outcome' && text === 'failure' ? <span className="text-bad">{text}</span> : text}
        {column === 'message' && row.duplicateOf !== undefined ? <span className="ml-1.5 text-xs text-faint">(duplicate)</span> : undefined}
      </span>
    )
  }
  const doubt = row.assumed === undefined ? '' : `The ${row.assumed.join(' and ')} is assumed`
  const corrected = row.correction === undefined ? '' : 'Corrected for the clock of its source'
  return (
    <span role="gridcell" className="truncate px-1.5 number-column" title={[corrected, doubt].filter(Boolean).join('; ') || undefined}>
      {text}
      {row.correction === undefined ? undefined : <span className="text-accent-text"> ±</span>}
      {row.assumed === undefined ? undefined : <span className="text-warn"> ?</span>}
    </span>
  )
}

function onTableKey(event: KeyboardEvent, { rows, at, onSelect }: EventTableProps & { readonly at: number }): void {
  const page = 15
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length, Enter: 0 }[event.key]
  if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || rows.length === 0) return
  event.preventDefault()
  const next = at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))
  const row = rows[next]
  if (row !== undefined) onSelect(row.id)
}
