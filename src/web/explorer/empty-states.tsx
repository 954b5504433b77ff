import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { EventExtent, WhyEmpty } from '../../api/search.ts'
import { plural, showControls } from '../../base/text.ts'
import { loadWhyEmpty, type Searched } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Empty, Notice } from '../widgets/notice.tsx'
import { Meter } from '../widgets/meter.tsx'
import { useProgress } from '../workspace/progress.tsx'
import { ReadingState } from './reading-state.tsx'
import { withOther } from './query-edit.ts'
import type { SearchParams } from './search-params.ts'
import { useReading } from './use-reading.ts'

/** Nothing can be searched yet: why, and how it comes to be. */
export function NothingToSearch({ id, extent }: { id: string; extent: EventExtent }) {
  const { job } = useProgress()
  const isReading = useReading(id, extent.unread > 0).job?.state === 'running'
  if (extent.items === 0) {
    return (
      <Empty
        title="No evidence yet"
        action={
          <Link to="/incidents/$id/evidence" params={{ id }} className="text-accent-text underline">
            Add evidence
          </Link>
        }
      >
        Logs that are added become events, which are searched here.
      </Empty>
    )
  }
  if (job?.state === 'running') {
    return (
      <Empty
        title="The evidence is being read"
        action={
          <div className="w-64">
            <Meter label="Evidence read" value={job.bytes} most={job.totalBytes} />
          </div>
        }
      >
        {plural(job.events, 'event')} so far. They can be searched as soon as the first files are done.
      </Empty>
    )
  }
  return (
    <Empty
      title={isReading ? 'The evidence is being read' : 'The evidence has not been read yet'}
      action={
        <div className="w-96 max-w-full">
          <ReadingState id={id} isCentered />
        </div>
      }
    >
      {isReading
        ? 'Events can be searched as soon as the first files are done.'
        : extent.unread === 0
          ? `${plural(extent.items, 'file')} gave no events: none is a log that is recognised, or nothing in it could be read.`
          : `${plural(extent.unread, 'file')} of ${extent.items} wait to be read into events.`}
    </Empty>
  )
}

/** Some evidence is not in what is searched. */
export function UnreadNotice({ id, unread }: { id: string; unread: number }) {
  const { job } = useProgress()
  if (unread === 0 || job?.state === 'running') return undefined
  return (
    <Notice title={`${plural(unread, 'evidence item')} ${unread === 1 ? 'is' : 'are'} not read yet`}>
      <span className="flex flex-wrap items-center gap-3">
        What {unread === 1 ? 'it holds' : 'they hold'} cannot be found here yet. <ReadingState id={id} />
      </span>
    </Notice>
  )
}

/** The search found nothing: what there is, and how to widen it. */
export function NoHits({
  id,
  searched,
  params,
  extent,
  onChange,
}: {
  id: string
  searched: Searched
  params: SearchParams
  extent: EventExtent
  onChange: (change: Partial<SearchParams>) => void
}) {
  const { first, last } = extent
  const why = useQuery({
    queryKey: ['events', id, 'why-empty', searched],
    queryFn: ({ signal }) => loadWhyEmpty(id, searched, signal),
    enabled: params.q !== undefined,
    staleTime: 60_000,
  })
  const isBound = params.from !== undefined || params.before !== undefined
  const between = first === undefined || last === undefined ? '' : ` from ${readable(first)} to ${readable(last)} UTC`
  return (
    <Empty
      title="No events match"
      action={
        <span className="flex flex-wrap justify-center gap-2">
          {isBound ? <Button onPress={() => onChange({ from: undefined, before: undefined })}>Search all time</Button> : undefined}
          {params.q === undefined ? undefined : <Button onPress={() => onChange({ q: undefined })}>Show everything</Button>}
        </span>
      }
    >
      The incident has {plural(extent.events, 'event')}
      {between}.{isBound ? ' The search looks at a part of that time only.' : ''}
      {why.data === undefined || why.data.terms.length === 0 ? undefined : (
        <EmptyTerms terms={why.data.terms} onTry={(term, other) => onChange({ q: withOther(params.q ?? '', term, other) })} />
      )}
    </Empty>
  )
}

/** Terms that find nothing even alone, and what may have been meant by them. */
function EmptyTerms({ terms, onTry }: { terms: WhyEmpty['terms']; onTry: (term: string, other: string) => void }) {
  return (
    <span className="mt-2 flex flex-col gap-1">
      {terms.map(({ term, perhaps }) => (
        <span key={term} className="flex flex-wrap items-baseline justify-center gap-x-2">
          <span>
            Nothing matches <code className="break-all">{showControls(term)}</code> alone{perhaps.length === 0 ? '.' : '; perhaps'}
          </span>
          {perhaps.map((other) => (
            <button key={other} type="button" className="break-all text-accent-text underline" onClick={() => onTry(term, other)}>
              {showControls(other)}
            </button>
          ))}
        </span>
      ))}
    </span>
  )
}

const readable = (time: string): string => time.slice(0, 19).replace('T', ' ')
