import { useState } from 'react'
import { showControls } from '../../base/text.ts'
import type { FilterMode } from './query-edit.ts'

/** A field of the event that is shown: `name` as the search language writes it. */
export interface FieldRow {
  readonly name: string
  readonly label: string
  readonly value: string
}

export type OnFilter = (name: string, value: string | undefined, mode: FilterMode) => void

const longest = 600

/** Fields and their values, each with ways to ask for it, against it, and for its presence. */
export function FieldRows({ rows, onFilter }: { rows: readonly FieldRow[]; onFilter: OnFilter }) {
  return (
    <dl className="divide-y divide-line rounded-md border border-line text-sm">
      {rows.map((row) => (
        <div key={`${row.label} ${row.value}`} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-2 py-1 hover:bg-hover">
          <dt className="min-w-0 font-mono text-xs leading-5 break-all text-soft">{showControls(row.label)}</dt>
          <dd className="col-start-1 min-w-0 break-words whitespace-pre-wrap">
            <Value text={row.value} />
          </dd>
          <dd className="col-start-2 row-start-1 flex gap-0.5">
            <FilterButton row={row} mode="include" sign="+" words={`Only events with this ${row.label}`} onFilter={onFilter} />
            <FilterButton row={row} mode="exclude" sign="−" words={`Leave out events with this ${row.label}`} onFilter={onFilter} />
            <FilterButton row={row} mode="exists" sign="∃" words={`Only events that have ${row.label}`} onFilter={onFilter} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  if (text === '') return <span className="text-faint">(empty)</span>
  const shown = showControls(text)
  if (shown.length <= longest) return shown
  return (
    <>
      {isWhole ? shown : `${shown.slice(0, longest)}… `}
      <button
        type="button"
        aria-expanded={isWhole}
        className="rounded text-accent-text underline underline-offset-2"
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? 'less' : 'all of it'}
      </button>
    </>
  )
}

interface FilterButtonProps {
  readonly row: FieldRow
  readonly mode: FilterMode
  readonly sign: string
  readonly words: string
  readonly onFilter: OnFilter
}

function FilterButton({ row, mode, sign, words, onFilter }: FilterButtonProps) {
  return (
    <button
      type="button"
      aria-label={words}
      title={words}
      className="size-5 rounded text-center leading-5 text-faint hover:bg-accent-soft hover:text-accent-text"
      onClick={() => onFilter(row.name, row.value, mode)}
    >
      {sign}
    </button>
  )
}
