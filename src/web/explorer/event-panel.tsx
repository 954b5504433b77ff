import { useQuery } from '@tanstack/react-query'
import type { EventDetail } from '../../api/search.ts'
import { objectAt } from '../../base/json.ts'
import { showControls } from '../../base/text.ts'
import { loadEvent } from '../client.ts'
import { Badge } from '../widgets/badge.tsx'
import { Button } from '../widgets/button.tsx'
import { CopyButton } from '../widgets/copy-button.tsx'
import { Notice } from '../widgets/notice.tsx'
import { AddToTimeline } from './add-to-timeline.tsx'
import { Entities } from './entities.tsx'
import { EventTimes } from './event-times.tsx'
import { type FieldRow, FieldRows, type OnFilter } from './field-rows.tsx'
import { Neighbourhood } from './neighbourhood.tsx'
import { ownFields } from './own-fields.ts'
import { filterText, ownName } from './query-edit.ts'
import { RawRecordPart } from './raw-record-part.tsx'
import { RowList } from './row-list.tsx'

export interface EventPanelProps {
  readonly id: string
  /** Id of the event. */
  readonly event: string
  readonly onFilter: OnFilter
  /** Asks for something else instead. */
  onSearch(query: string): void
  onSelect(event: string): void
}

/** One event with everything that is known of it. */
export function EventPanel(props: EventPanelProps) {
  const { id, event } = props
  const { data, error } = useQuery({
    queryKey: ['events', id, 'event', event],
    queryFn: ({ signal }) => loadEvent(id, event, signal),
    staleTime: 60_000,
  })
  if (error !== null)
    return (
      <Notice tone="bad" title="The event could not be shown">
        {error.message}
      </Notice>
    )
  if (data === undefined) return <p className="text-soft">Reading the event…</p>
  return <Shown key={event} {...props} detail={data} />
}

function Shown({ id, event, detail, onFilter, onSearch, onSelect }: EventPanelProps & { readonly detail: EventDetail }) {
  const { row } = detail
  const own = ownFields(objectAt(detail.event, 'fields') ?? {})
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2">
        <p className="font-medium break-words">{showControls(row.message)}</p>
        <p className="flex flex-wrap gap-1.5">
          <Badge>{row.dataset}</Badge>
          {row.ecs['event.outcome'] === 'failure' ? <Badge tone="bad">failure</Badge> : undefined}
          {row.duplicateOf === undefined ? undefined : <Badge tone="warn">duplicate</Badge>}
        </p>
        <div className="flex flex-wrap items-center gap-1.5">
          <AddToTimeline detail={detail} />
          <Button size="small" onPress={() => onSearch(filterText('event.id', event, 'include'))}>
            Search for only this
          </Button>
          <CopyButton text={event} label="event id" />
          <code className="min-w-0 font-mono text-xs break-all text-faint">{event}</code>
        </div>
      </div>
      <EventTimes row={row} />
      <Entities row={row} event={detail.event} onSearch={onSearch} />
      <section aria-label="Fields" className="flex flex-col gap-1.5">
        <h3 className="font-semibold">Fields</h3>
        <FieldRows rows={commonRows(detail)} onFilter={onFilter} />
      </section>
      {own.fields.length === 0 ? undefined : (
        <section aria-label="Fields of the source" className="flex flex-col gap-1.5">
          <h3 className="font-semibold">The source’s own fields</h3>
          <FieldRows rows={own.fields.map(({ path, label, value }) => ({ name: ownName(path), label, value }))} onFilter={onFilter} />
          {own.cut ? <p className="text-xs text-faint">There are more; the raw record has them all.</p> : undefined}
        </section>
      )}
      <Duplicates detail={detail} onSelect={onSelect} />
      <Neighbourhood id={id} event={event} onSelect={onSelect} />
      <RawRecordPart id={id} event={detail.event} />
    </div>
  )
}

const besides = ['event.dataset', 'event.source_id'] as const

/** The common fields: those of the Elastic Common Schema, who acted, and where it was read. */
function commonRows({ row, event }: EventDetail): FieldRow[] {
  const actor = objectAt(event, 'actor')
  const flat = [...besides, ...Object.keys(row.ecs)].flatMap((name) => {
    const value = event[name]
    return typeof value === 'string' || typeof value === 'number' ? [{ name, label: name, value: String(value) }] : []
  })
  const acted = Object.entries(actor ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ name: `actor.${key}`, label: `actor.${key}`, value }] : [],
  )
  return [...flat, ...acted, { name: 'evidence', label: 'evidence', value: row.evidence }, { name: 'path', label: 'path', value: row.path }]
}

function Duplicates({ detail, onSelect }: { detail: EventDetail; onSelect: (event: string) => void }) {
  const { row, duplicates } = detail
  const { duplicateOf } = row
  if (duplicateOf === undefined && duplicates.length === 0) return undefined
  return (
    <section aria-label="Told more than once" className="flex flex-col gap-1.5">
      <h3 className="font-semibold">Told more than once</h3>
      {duplicateOf === undefined ? undefined : (
        <p className="text-sm text-soft">
          This repeats{' '}
          <button type="button" className="rounded font-mono text-accent-text underline underline-offset-2" onClick={() => onSelect(duplicateOf)}>
            {duplicateOf}
          </button>
          , which is the one that counts.
        </p>
      )}
      {duplicates.length === 0 ? undefined : <RowList rows={duplicates} what={(one) => `${one.path}, record ${one.record}`} onSelect={onSelect} />}
    </section>
  )
}
