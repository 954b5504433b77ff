import type { EventRow } from '../../api/search.ts'
import { printInstantText } from '../../report/time.ts'
import { useEditor } from '../workspace/editor.tsx'
import { clockWords } from '../../base/clock-words.ts'
import { shortTime } from './columns.ts'

/** When it happened: corrected, as the source told it, in which zone, and what had to be assumed. */
export function EventTimes({ row }: { row: EventRow }) {
  const { view } = useEditor()
  const { displayZone } = view.document.people
  const { correction, recorded, assumed } = row
  return (
    <dl aria-label="Time" className="grid grid-cols-[7rem_1fr] gap-x-4 gap-y-1 text-sm">
      <dt className="text-soft">Time</dt>
      <dd className="font-medium number-column">
        {displayZone === 'UTC' ? `${shortTime(row.time, row.precision)} UTC` : printInstantText(row.time, displayZone)}
      </dd>
      {correction === undefined || recorded === undefined ? undefined : (
        <>
          <dt className="text-soft">Source’s clock</dt>
          <dd className="number-column">
            {shortTime(recorded, row.precision)} UTC; corrected by {clockWords(correction.offsetMs, true)}, give or take{' '}
            {clockWords(correction.uncertaintyMs)}
          </dd>
        </>
      )}
      <dt className="text-soft">Precision</dt>
      <dd>{row.precision}</dd>
      <dt className="text-soft">Zone</dt>
      <dd>
        {row.zone}
        {assumed?.includes('zone') === true ? <span className="text-warn"> (assumed: the source does not say)</span> : undefined}
      </dd>
      {assumed?.includes('year') === true ? (
        <>
          <dt className="text-soft">Year</dt>
          <dd className="text-warn">assumed: the source leaves it out</dd>
        </>
      ) : undefined}
    </dl>
  )
}
