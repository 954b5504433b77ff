import { useParams, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { plural } from '../../base/text.ts'
import { compareInstantTexts } from '../../base/instant.ts'
import { entryKinds, type TimelineEntry } from '../../model/timeline.ts'
import { printInterval } from '../../report/time.ts'
import { Badge } from '../widgets/badge.tsx'
import { CitationChip } from '../widgets/citation-chip.tsx'
import { Empty } from '../widgets/notice.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { optionLabel } from '../forms/choice-widgets.tsx'
import { useEditor } from '../workspace/editor.tsx'

interface Filter {
  readonly phase: string
  readonly kind: string
  readonly review: string
  readonly text: string
}

const nothing: Filter = { phase: '', kind: '', review: '', text: '' }

/** All entries in order of time, by phase, with filters. */
export function TimelinePage() {
  const { id } = useParams({ from: '/incidents/$id' })
  const { view } = useEditor()
  const [filter, setFilter] = useState(nothing)
  const { timeline, phases } = view.document
  const entries = useMemo(() => timeline.filter((entry) => matches(entry, filter)).toSorted(byTime), [timeline, filter])
  const titles = new Map(phases.map((phase) => [phase.id, phase.title]))
  return (
    <SplitPage title="Timeline" navigationTitle="Filters" navigation={<Filters filter={filter} onChange={setFilter} />}>
      <div className="max-w-4xl">
        <div className="mb-4 flex items-baseline justify-between">
          <h2 className="text-xl font-semibold tracking-tight">Timeline</h2>
          <span role="status" className="text-sm text-faint number-column">
            {entries.length === timeline.length
              ? plural(timeline.length, 'entry', 'entries')
              : `${entries.length} of ${plural(timeline.length, 'entry', 'entries')}`}
          </span>
        </div>
        {timeline.length === 0 ? (
          <Empty title="The timeline is empty">
            Draft from evidence, or{' '}
            <Link to="/incidents/$id/edit/$section" params={{ id, section: 'timeline' }} className="text-accent-text underline">
              add an entry by hand
            </Link>
            .
          </Empty>
        ) : undefined}
        {timeline.length > 0 && entries.length === 0 ? <Empty title="No entry fits these filters">Widen them to see more.</Empty> : undefined}
        <ol className="flex flex-col">
          {entries.map((entry, index) => (
            <Entry
              key={entry.id}
              entry={entry}
              phase={entry.phase === entries[index - 1]?.phase ? undefined : (titles.get(entry.phase) ?? entry.phase)}
            />
          ))}
        </ol>
      </div>
    </SplitPage>
  )
}

function matches(entry: TimelineEntry, filter: Filter): boolean {
  if (filter.phase !== '' && entry.phase !== filter.phase) return false
  if (filter.kind !== '' && entry.kind !== filter.kind) return false
  if (filter.review !== '' && standing(entry) !== filter.review) return false
  return filter.text === '' || entry.text.toLowerCase().includes(filter.text.toLowerCase())
}

/** What became of an entry, or waits to: a proposal the draft tells as part of the incident, or one it only asks people to look at. */
function standing(entry: TimelineEntry): 'own' | 'accepted' | 'rejected' | 'proposed' | 'to review' {
  if (entry.review === 'proposed' && entry.tier === 'to review') return 'to review'
  return entry.review ?? 'own'
}

function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return compareInstantTexts(a.occurred.earliest, b.occurred.earliest)
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { view } = useEditor()
  const select = (key: 'phase' | 'kind' | 'review', title: string, options: readonly (readonly [string, string])[]) => (
    <label className="flex flex-col gap-1 text-sm font-medium">
      {title}
      <select className="control font-normal" value={filter[key]} onChange={(event) => onChange({ ...filter, [key]: event.target.value })}>
        <option value="">All</option>
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <div role="search" aria-label="Filter the timeline" className="flex flex-col gap-3">
      <label className="flex flex-col gap-1 text-sm font-medium">
        Words
        <input
          type="search"
          className="control font-normal"
          value={filter.text}
          onChange={(event) => onChange({ ...filter, text: event.target.value })}
        />
      </label>
      {select(
        'phase',
        'Phase',
        view.document.phases.map(({ id, title }) => [id, title] as const),
      )}
      {select(
        'kind',
        'Kind',
        entryKinds.map((kind) => [kind, optionLabel(kind)] as const),
      )}
      {select('review', 'Review', [
        ['proposed', 'Proposed'],
        ['to review', 'To review: possibly the attack'],
        ['accepted', 'Accepted'],
        ['rejected', 'Rejected'],
        ['own', 'Written by people'],
      ])}
    </div>
  )
}

function Entry({ entry, phase }: { entry: TimelineEntry; phase: string | undefined }) {
  const { view } = useEditor()
  const { evidence, people } = view.document
  const state = standing(entry)
  const isOpen = state === 'to review'
  const isAttack = entry.kind === 'attacker'
  const dot = isAttack ? 'border-bad' : 'border-accent-text'
  const filling = isAttack ? 'bg-bad' : 'bg-accent-text'
  return (
    <li className="lazy-paint relative flex flex-col gap-1 py-2 pl-6 before:absolute before:inset-y-0 before:left-[3px] before:w-px before:bg-line">
      {phase === undefined ? undefined : <h3 className="mt-2 mb-1 text-sm font-semibold text-soft">{phase}</h3>}
      <p className="flex flex-wrap items-center gap-2 text-sm text-soft number-column">
        <span aria-hidden className={`relative mr-2 -ml-6 size-[7px] rounded-full border ${dot} ${isOpen ? 'bg-canvas' : filling}`} />
        {printInterval(entry.occurred, people.displayZone).text}
        <Badge tone={isAttack && !isOpen ? 'bad' : 'plain'}>{isAttack && isOpen ? 'possibly attacker' : entry.kind}</Badge>
        {entry.milestone === true ? <Badge tone="accent">milestone</Badge> : undefined}
        {state === 'own' || state === 'accepted' ? undefined : <Badge tone={isOpen ? 'warn' : 'plain'}>{state}</Badge>}
      </p>
      <p className={state === 'rejected' ? 'text-faint line-through' : isOpen ? 'text-soft' : ''}>{entry.text}</p>
      <p className="flex flex-wrap gap-1.5 empty:hidden">
        {entry.citations.map((citation) => (
          <CitationChip key={JSON.stringify(citation)} citation={citation} evidence={evidence} />
        ))}
      </p>
    </li>
  )
}
