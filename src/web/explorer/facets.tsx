import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type MouseEvent, useId, useState } from 'react'
import type { TopAnswer } from '../../api/search.ts'
import { formatNumber, plural, showControls } from '../../base/text.ts'
import { fieldNames } from '../../query/fields.ts'
import { loadTop, type Searched } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { columnTitle } from './columns.ts'
import type { FilterMode } from './query-edit.ts'

export interface FacetsProps {
  readonly id: string
  readonly searched: Searched
  /** False until the first page is there: what was asked for comes before what is beside it. */
  readonly isReady: boolean
  onFilter(name: string, value: string | undefined, mode: FilterMode): void
}

const key = 'hindcast-facets'
const usualFields: readonly string[] = ['event.dataset', 'event.action', 'event.outcome', 'user.name', 'source.ip', 'host.name']
const shownValues = 6
const moreValues = 30

/** Most frequent values of chosen fields; a click narrows the search to one, with Alt it leaves it out. */
export function Facets({ id, searched, isReady, onFilter }: FacetsProps) {
  const [fields, setFields] = useState(readFields)
  const choose = (next: readonly string[]) => {
    setFields(next)
    localStorage.setItem(key, JSON.stringify(next))
  }
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">Counts by field</h2>
      <p className="text-xs text-faint">Click a value to narrow the search; Alt-click, or “not”, leaves it out.</p>
      {fields.map((field) => (
        <Facet
          key={field}
          id={id}
          field={field}
          searched={searched}
          isReady={isReady}
          onFilter={onFilter}
          onRemove={() => choose(fields.filter((one) => one !== field))}
        />
      ))}
      <AddField known={fields} onAdd={(field) => choose([...fields, field])} onReset={() => choose(usualFields)} />
    </div>
  )
}

function readFields(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, 20) : usualFields
  } catch {
    return usualFields
  }
}

interface FacetProps extends FacetsProps {
  readonly field: string
  onRemove(): void
}

function Facet({ id, field, searched, isReady, onFilter, onRemove }: FacetProps) {
  const [limit, setLimit] = useState(shownValues)
  const [order, setOrder] = useState<'frequent' | 'rare'>('frequent')
  const heading = useId()
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['events', id, 'top', searched, field, limit, order],
    queryFn: ({ signal }) => loadTop(id, { ...searched, field, limit, order }, signal),
    enabled: isReady,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const most = Math.max(0, ...(data?.values.map(({ count }) => count) ?? []))
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-1">
        <h3 id={heading} className="min-w-0 truncate text-sm font-semibold" title={field}>
          {columnTitle(field)}
        </h3>
        <Button size="small" look="quiet" className="h-5 px-1.5" aria-label={`Take ${columnTitle(field)} out of the list`} onPress={onRemove}>
          ×
        </Button>
      </div>
      {error === null ? undefined : (
        <p role="alert" className="text-xs text-bad">
          {error.message}
        </p>
      )}
      {data === undefined && isFetching ? <p className="text-xs text-faint">Counting…</p> : undefined}
      <ul aria-busy={isPlaceholderData} className={`flex flex-col ${isPlaceholderData ? 'busy' : ''}`}>
        {data?.values.map(({ value, count }) => (
          <FacetValue key={value} field={field} value={value} count={count} most={most} onFilter={onFilter} />
        ))}
      </ul>
      {data?.values.length === 0 && data.absent === 0 ? <p className="text-xs text-faint">No events to count</p> : undefined}
      {data === undefined ? undefined : (
        <FacetEnd
          data={data}
          isShort={limit === shownValues}
          order={order}
          onMore={() => setLimit(moreValues)}
          onOrder={setOrder}
          onAbsent={() => onFilter(field, undefined, 'absent')}
        />
      )}
    </section>
  )
}

interface FacetEndProps {
  readonly data: TopAnswer
  readonly isShort: boolean
  readonly order: 'frequent' | 'rare'
  onMore(): void
  onOrder(order: 'frequent' | 'rare'): void
  onAbsent(): void
}

/** What stands below the values: events without one, more values, the other order. */
function FacetEnd({ data, isShort, order, onMore, onOrder, onAbsent }: FacetEndProps) {
  const look = 'rounded underline underline-offset-2 hover:text-ink'
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-faint number-column empty:hidden">
      {data.absent > 0 && (data.values.length > 0 || isShort) ? (
        <button type="button" className={look} onClick={onAbsent}>
          none: {formatNumber(data.absent)}
        </button>
      ) : undefined}
      {data.others > 0 && isShort ? (
        <button type="button" className={look} onClick={onMore}>
          {plural(data.others, 'more value')}
        </button>
      ) : undefined}
      {data.others > 0 || order === 'rare' ? (
        <button type="button" className={look} onClick={() => onOrder(order === 'rare' ? 'frequent' : 'rare')}>
          {order === 'rare' ? 'most frequent first' : 'rarest first'}
        </button>
      ) : undefined}
      {data.others > 0 && !isShort ? <span>and {plural(data.others, 'more value')}</span> : undefined}
    </p>
  )
}

interface FacetValueProps {
  readonly field: string
  readonly value: string
  readonly count: number
  readonly most: number
  onFilter: FacetsProps['onFilter']
}

function FacetValue({ field, value, count, most, onFilter }: FacetValueProps) {
  const shown = value === '' ? '(empty)' : showControls(value)
  const click = (event: MouseEvent) => onFilter(field, value, event.altKey ? 'exclude' : 'include')
  return (
    <li className="flex items-center gap-1 rounded hover:bg-hover">
      {/* Its label is the text inside, which stands deeper than the rule looks. */}
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
      <button type="button" title={shown} className="relative min-w-0 flex-1 rounded px-1 py-0.5 text-left -outline-offset-2" onClick={click}>
        <span
          aria-hidden
          className="absolute inset-y-px left-0 rounded bg-accent-soft"
          style={{ width: `${most === 0 ? 0 : Math.max(1, (100 * count) / most)}%` }}
        />
        <span className="relative flex items-baseline justify-between gap-2 text-sm">
          <span className="min-w-0 truncate">{shown}</span> <span className="shrink-0 text-xs text-soft number-column">{formatNumber(count)}</span>
        </span>
      </button>
      <button
        type="button"
        aria-label={`not ${shown}`}
        className="shrink-0 rounded px-1 text-xs text-faint hover:text-bad"
        onClick={() => onFilter(field, value, 'exclude')}
      >
        not
      </button>
    </li>
  )
}

function AddField({ known, onAdd, onReset }: { known: readonly string[]; onAdd: (field: string) => void; onReset: () => void }) {
  const [text, setText] = useState('')
  const names = useId()
  const add = () => {
    const field = text.trim()
    if (field !== '' && !known.includes(field)) onAdd(field)
    setText('')
  }
  return (
    <form
      className="flex flex-col gap-1 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <label className="flex flex-col gap-1 text-sm font-medium">
        Count another field
        <input
          className="control min-w-0 py-1! font-mono text-sm! font-normal"
          list={names}
          placeholder="fields.eventSource"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <datalist id={names}>
        {fieldNames
          .filter((name) => name.includes('.'))
          .map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
      </datalist>
      <div className="flex gap-1">
        <Button type="submit" size="small" isDisabled={text.trim() === ''}>
          Add
        </Button>
        <Button size="small" look="quiet" onPress={onReset}>
          Usual ones
        </Button>
      </div>
    </form>
  )
}
