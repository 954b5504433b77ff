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
  /** Zone per path, where one was chosen. */
  readonly zones: Readonly<Record<string, string>>
  readonly isUploading: boolean
}

/** Starts the draft and shows how far it is. */
export function DraftPanel({ id, evidence, zones, isUploading }: DraftPanelProps) {
  const { job } = useProgress()
  // Drafting again begins from what the last draft was told: forgetting a zone would shift every time it gave.
  const [zone = job?.options?.zone ?? '', setZone] = useState<string>()
  const [year = String(job?.options?.year ?? ''), setYear] = useState<string>()
  const start = useMutation({ mutationFn: (body: StartDraft) => startDraft(id, body) })
  const stop = useMutation({ mutationFn: () => cancelDraft(id) })
  const isRunning = job?.state === 'running'
  const wrong = wrongOf(zone.trim(), year.trim())
  if (evidence.length === 0) return undefined
  return (
    <section aria-label="Draft" className="flex flex-col gap-4 rounded-lg border border-line bg-surface px-4 py-4">
      <div className="flex flex-wrap items-end gap-4">
        <TimeFields zone={zone} year={year} onZone={setZone} onYear={setYear} />
        <span className="flex-1" />
        {isRunning ? (
          <Button look="danger" isDisabled={stop.isPending} onPress={() => stop.mutate()}>
            Cancel
          </Button>
        ) : undefined}
        <Button
          look="primary"
          isDisabled={isRunning || isUploading || wrong !== undefined || start.isPending}
          onPress={() => start.mutate(requestOf(zone.trim(), year.trim(), zones))}
        >
          {isRunning ? 'Drafting…' : job === undefined ? 'Draft' : 'Draft again'}
        </Button>
      </div>
      {wrong === undefined ? undefined : (
        <p role="alert" className="text-sm text-bad">
          {wrong}
        </p>
      )}
      {start.error === null ? undefined : (
        <Notice tone="bad" title="Drafting could not start">
          {start.error.message}
        </Notice>
      )}
      {job === undefined ? undefined : <JobState id={id} job={job} />}
    </section>
  )
}

function wrongOf(zone: string, year: string): string | undefined {
  if (zone !== '' && !isZone(zone)) return `“${zone}” is no time zone. Write an IANA name such as Europe/Berlin, or an offset such as +02:00.`
  return year === '' || /^(?:19[7-9]\d|[2-9]\d{3})$/.test(year) ? undefined : 'Write the year with four digits, from 1970 on.'
}

function requestOf(zone: string, year: string, zones: DraftPanelProps['zones']): StartDraft {
  const given = Object.entries(zones).filter(([, one]) => one.trim() !== '')
  return {
    ...(zone === '' ? {} : { zone }),
    ...(given.length === 0 ? {} : { zones: Object.fromEntries(given) }),
    ...(year === '' ? {} : { year: Number(year) }),
  }
}

interface TimeFieldsProps {
  readonly zone: string
  readonly year: string
  onZone(zone: string): void
  onYear(year: string): void
}

function TimeFields({ zone, year, onZone, onYear }: TimeFieldsProps) {
  const names = useId()
  return (
    <>
      <label className="flex flex-col gap-1">
        <span className="text-sm font-medium">Zone of local times</span>
        <input
          className="control w-52"
          list={names}
          placeholder="unknown: read as UTC"
          value={zone}
          onChange={(event) => onZone(event.target.value)}
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
          onChange={(event) => onYear(event.target.value)}
        />
      </label>
    </>
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
