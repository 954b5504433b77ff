import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { EventExtent } from '../../api/search.ts'
import { plural } from '../../base/text.ts'
import { startDraft } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Empty, Notice } from '../widgets/notice.tsx'
import { Meter } from '../widgets/meter.tsx'
import { useProgress } from '../workspace/progress.tsx'
import type { SearchParams } from './search-params.ts'

/** Nothing can be searched yet: why, and how it comes to be. */
export function NothingToSearch({ id, extent }: { id: string; extent: EventExtent }) {
  const { job } = useProgress()
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
    <Empty title="The evidence has not been read yet" action={<ReadNow id={id} />}>
      {extent.unread === 0
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
        What {unread === 1 ? 'it holds' : 'they hold'} cannot be found here yet. <ReadNow id={id} />
      </span>
    </Notice>
  )
}

function ReadNow({ id }: { id: string }) {
  const { job } = useProgress()
  // What the last draft was told of zones and years holds for this one too: without it every local time would shift.
  const start = useMutation({ mutationFn: () => startDraft(id, job?.options ?? {}) })
  return (
    <span className="flex flex-col items-center gap-1">
      <Button size="small" isDisabled={start.isPending || job?.state === 'running'} onPress={() => start.mutate()}>
        Read now
      </Button>
      {start.error === null ? undefined : (
        <span role="alert" className="text-sm text-bad">
          {start.error.message}
        </span>
      )}
    </span>
  )
}

/** The search found nothing: what there is, and how to widen it. */
export function NoHits({
  params,
  extent,
  onChange,
}: {
  params: SearchParams
  extent: EventExtent
  onChange: (change: Partial<SearchParams>) => void
}) {
  const { first, last } = extent
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
    </Empty>
  )
}

const readable = (time: string): string => time.slice(0, 19).replace('T', ' ')
