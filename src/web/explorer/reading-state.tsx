import { formatBytes } from '../../base/quantity.ts'
import { formatNumber, plural } from '../../base/text.ts'
import type { ReadingJob } from '../../api/reading.ts'
import { Button } from '../widgets/button.tsx'
import { Meter } from '../widgets/meter.tsx'
import { useProgress } from '../workspace/progress.tsx'
import { useReading } from './use-reading.ts'

/** Begins to read what is not read yet; while that goes on, how far it is and a way to stop it. */
export function ReadingState({ id, isCentered = false }: { id: string; isCentered?: boolean }) {
  const drafting = useProgress().job?.state === 'running'
  const { job, failure, start, cancel } = useReading(id, true)
  const isRunning = job?.state === 'running'
  return (
    <span className={`flex w-full min-w-0 flex-col gap-1.5 ${isCentered ? 'items-center' : 'items-start'}`}>
      {isRunning ? <ReadingProgress job={job} /> : undefined}
      {isRunning ? (
        <Button size="small" isDisabled={cancel.isPending} onPress={() => cancel.mutate()}>
          {cancel.isPending ? 'Stopping…' : 'Stop reading'}
        </Button>
      ) : (
        <Button size="small" isDisabled={start.isPending || drafting} onPress={() => start.mutate()}>
          Read now
        </Button>
      )}
      {isRunning || job === undefined ? undefined : <Ended job={job} />}
      {failure === undefined ? undefined : (
        <span role="alert" className="text-sm text-bad">
          {failure.message}
        </span>
      )}
    </span>
  )
}

function ReadingProgress({ job }: { job: ReadingJob }) {
  const { bytes, totalBytes, events, items, totalItems, bytesPerSecond, secondsLeft } = job
  return (
    <>
      <Meter label="Evidence read" value={bytes} most={totalBytes} />
      <span role="status" className="text-sm text-soft number-column">
        {totalItems === 0
          ? 'Looking at the evidence…'
          : [
              `${formatNumber(items)} of ${plural(totalItems, 'file')}`,
              plural(events, 'event'),
              bytesPerSecond > 0 ? `${formatBytes(Math.round(bytesPerSecond))}/s` : '',
              secondsLeft === undefined ? '' : `${leftWords(secondsLeft)} left`,
            ]
              .filter((text) => text !== '')
              .join(', ')}
      </span>
    </>
  )
}

function Ended({ job }: { job: ReadingJob }) {
  const failed = job.failures === 0 ? '' : `${plural(job.failures, 'file')} could not be read; the evidence page says why.`
  const text = job.state === 'cancelled' ? 'Reading was stopped. What was read stays.' : job.state === 'failed' ? (job.error?.message ?? '') : failed
  if (text === '') return undefined
  return (
    <span role={job.state === 'failed' ? 'alert' : 'status'} className={`text-sm ${job.state === 'cancelled' ? 'text-soft' : 'text-bad'}`}>
      {text}
    </span>
  )
}

/** 8 -> "8 s", 130 -> "2 min", 9000 -> "2 h 30 min". */
export function leftWords(seconds: number): string {
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
