import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { DraftJob, StartDraft } from '../../api/draft.ts'
import type { EvidenceStatus } from '../../api/evidence.ts'
import { isZone } from '../../base/zone.ts'
import { formatNumber, plural } from '../../base/text.ts'
import { cancelDraft, startDraft } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Meter } from '../widgets/meter.tsx'
import { Notice } from '../widgets/notice.tsx'
import { useProgress } from '../workspace/progress.tsx'
import { ZoneNames } from './zone-names.tsx'

export interface DraftPanelProps {
  readonly id: string
  readonly evidence: readonly EvidenceStatus[]
  /** Zone per file name, where one was chosen. */
  readonly zones: Readonly<Record<string, string>>
  readonly isUploading: boolean
}

/** Starts the draft and shows how far it is. */
export function DraftPanel({ id, evidence, zones, isUploading }: DraftPanelProps) {
  const { job } = useProgress()
  const [zone, setZone] = useState('')
  const [year, setYear] = useState('')
  const start = useMutation({ mutationFn: (body: StartDraft) => startDraft(id, body) })
  const stop = useMutation({ mutationFn: () => cancelDraft(id) })
  const names = useId()
  const isRunning = job?.state === 'running'
  const wrongZone = zone.trim() !== '' && !isZone(zone.trim())
  const wrongYear = year.trim() !== '' && !/^(?:19[7-9]\d|[2-9]\d{3})$/.test(year.trim())
  if (evidence.length === 0) return undefined

  const begin = () => {
    const given = Object.entries(zones).filter(([, one]) => one.trim() !== '')
    start.mutate({
      ...(zone.trim() === '' ? {} : { zone: zone.trim() }),
      ...(given.length === 0 ? {} : { zones: Object.fromEntries(given) }),
      ...(year.trim() === '' ? {} : { year: Number(year) }),
    })
  }

  return (
    <section aria-label="Draft" className="flex flex-col gap-4 rounded-lg border border-line bg-surface px-4 py-4">
      <div className="flex flex-wrap items-end gap-4">
        <label className="flex flex-col gap-1">
          <span className="text-sm font-medium">Zone of local times</span>
          <input
            className="control w-52"
            list={names}
            placeholder="unknown: read as UTC"
            value={zone}
            aria-invalid={wrongZone}
            onChange={(event) => setZone(event.target.value)}
          />
        </label>
        <ZoneNames id={names} />
        <label className="flex flex-col gap-1">
          <span className="text-sm font-medium">Year of logs without one</span>
          <input
            className="control w-44 number-column"
            inputMode="numeric"
            placeholder="from the files"
            value={year}
            aria-invalid={wrongYear}
            onChange={(event) => setYear(event.target.value)}
          />
        </label>
        <span className="flex-1" />
        {isRunning ? (
          <Button look="danger" isDisabled={stop.isPending} onPress={() => stop.mutate()}>
            Cancel
          </Button>
        ) : undefined}
        <Button look="primary" isDisabled={isRunning || isUploading || wrongZone || wrongYear || start.isPending} onPress={begin}>
          {job === undefined ? 'Draft' : 'Draft again'}
        </Button>
      </div>
      {wrongZone ? (
        <p role="alert" className="text-sm text-bad">
          “{zone}” is no time zone. Write an IANA name such as Europe/Berlin, or an offset such as +02:00.
        </p>
      ) : undefined}
      {wrongYear ? (
        <p role="alert" className="text-sm text-bad">
          Write the year with four digits, from 1970 on.
        </p>
      ) : undefined}
      {start.error === null ? undefined : (
        <Notice tone="bad" title="Drafting could not start">
          {start.error.message}
        </Notice>
      )}
      {job === undefined ? undefined : <JobState id={id} job={job} />}
    </section>
  )
}

const phases: Record<DraftJob['phase'], string> = {
  waiting: 'Waiting',
  reading: 'Reading',
  drafting: 'Writing the draft',
  saving: 'Saving',
  finished: 'Finished',
}

function JobState({ id, job }: { id: string; job: DraftJob }) {
  const counts = `${plural(job.records, 'record')}, ${plural(job.events, 'event')}, ${plural(job.findings, 'finding')}, ${plural(job.problems, 'problem')}`
  if (job.state === 'running') {
    return (
      <div className="flex flex-col gap-1.5">
        <Meter label="Evidence read" value={job.bytes} most={job.totalBytes} />
        <p role="status" className="text-sm text-soft number-column">
          {phases[job.phase]}: {counts}
        </p>
      </div>
    )
  }
  if (job.state === 'done') {
    return (
      <p role="status" className="text-sm number-column">
        <span className="font-medium text-good">Drafted</span> as version {formatNumber(job.version ?? 0)}: {counts}.{' '}
        <Link to="/incidents/$id/review" params={{ id }} className="text-accent-text underline">
          Review the proposals
        </Link>{' '}
        or{' '}
        <Link to="/incidents/$id/report" params={{ id }} className="text-accent-text underline">
          read the report
        </Link>
        .
      </p>
    )
  }
  const titles = {
    failed: 'Drafting failed',
    cancelled: 'Drafting was cancelled',
    interrupted: 'Drafting was interrupted: the program ended while it ran',
  } as const
  return (
    <Notice tone={job.state === 'cancelled' ? 'plain' : 'warn'} title={titles[job.state]}>
      {job.error === undefined ? 'Nothing of the record was changed. Draft again when you are ready.' : job.error.message}
    </Notice>
  )
}
