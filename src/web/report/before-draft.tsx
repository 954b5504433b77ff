import { useMutation } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { plural } from '../../base/text.ts'
import type { DraftJob } from '../../api/draft.ts'
import { cancelDraft } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Meter } from '../widgets/meter.tsx'
import { Empty } from '../widgets/notice.tsx'
import { useProgress } from '../workspace/progress.tsx'

/** Stands over a report that nothing was drafted for: how far the first draft is, why there is none, or, where nothing was written either, how to begin. */
export function BeforeDraft({ isUnwritten }: { isUnwritten: boolean }) {
  const { job, isKnown, isConnected } = useProgress()
  if (!isKnown && isConnected) return undefined
  if (!isUnwritten && (job === undefined || job.state === 'done')) return undefined
  if (job?.state === 'running' || job?.state === 'done') return <Underway job={job} />
  return <NothingYet job={job} />
}

function Underway({ job }: { job: DraftJob }) {
  const { id } = useParams({ from: '/incidents/$id' })
  const stop = useMutation({ mutationFn: () => cancelDraft(id) })
  const isRead = job.phase !== 'waiting' && job.phase !== 'reading'
  return (
    <div className="mb-6 flex max-w-4xl flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-surface px-6 py-5">
      <div className="flex min-w-60 flex-1 flex-col gap-2">
        <p role="status" className="font-medium">
          {isRead ? 'Writing the draft: the report fills in here by itself' : 'Reading the evidence: the report fills in here by itself'}
        </p>
        <Meter label="Evidence read" value={job.bytes} most={job.totalBytes} />
        <p className="text-sm text-soft number-column">
          {plural(job.records, 'record')} read, {plural(job.findings, 'finding')} so far
        </p>
      </div>
      {job.state === 'running' ? (
        <Button look="danger" isDisabled={stop.isPending} onPress={() => stop.mutate()}>
          Cancel drafting
        </Button>
      ) : undefined}
    </div>
  )
}

const endings: Partial<Record<DraftJob['state'], string>> = {
  failed: 'Drafting failed',
  cancelled: 'Drafting was cancelled',
  interrupted: 'Drafting was interrupted: the program ended while it ran',
}

function NothingYet({ job }: { job: DraftJob | undefined }) {
  const { id } = useParams({ from: '/incidents/$id' })
  return (
    <div className="mb-6 max-w-4xl">
      <Empty
        title={(job === undefined ? undefined : endings[job.state]) ?? 'Nothing has been drafted yet'}
        action={
          <Link to="/incidents/$id/evidence" params={{ id }} className="font-medium text-accent-text underline">
            {job === undefined ? 'Add evidence' : 'Draft again from the evidence'}
          </Link>
        }
      >
        {job === undefined
          ? 'Add logs and draft from them, or write what you know under Edit. Until then every section below says what it is waiting for.'
          : (job.error?.message ?? 'Nothing of the record was changed, and the evidence is kept.')}
      </Empty>
    </div>
  )
}
