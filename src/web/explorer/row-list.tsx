import type { EventRow } from '../../api/search.ts'
import { showControls } from '../../base/text.ts'
import { shortTime } from './columns.ts'

export interface RowListProps {
  readonly rows: readonly EventRow[]
  /** The one they stand around; it cannot be chosen. */
  readonly current?: string
  /** What is said beside the time; the message where absent. */
  what?(row: EventRow): string
  onSelect(id: string): void
}

/** A few events below one another; a click shows one in full. */
export function RowList({ rows, current, what = (row) => row.message, onSelect }: RowListProps) {
  return (
    <ol className="divide-y divide-line overflow-hidden rounded-md border border-line text-sm">
      {rows.map((row) => (
        <li key={row.id} className={row.id === current ? 'bg-accent-soft' : ''}>
          <button
            type="button"
            disabled={row.id === current}
            aria-current={row.id === current ? true : undefined}
            className="flex w-full flex-col px-2 py-1 text-left -outline-offset-2 enabled:hover:bg-hover"
            onClick={() => onSelect(row.id)}
          >
            <span className="flex flex-wrap gap-x-2 text-xs text-soft number-column">
              {shortTime(row.time, row.precision)} <span>{row.dataset}</span>
            </span>
            <span className="line-clamp-2 break-words">{showControls(what(row))}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
