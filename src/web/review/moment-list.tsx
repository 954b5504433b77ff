import { Candidates } from '../forms/candidates.tsx'
import type { OpenMoment } from './reviewables.ts'

/** Moments the evidence cannot decide: it suggests, a person adopts. */
export function MomentList({ moments }: { moments: readonly OpenMoment[] }) {
  if (moments.length === 0) return undefined
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="rounded-lg px-4 py-2.5 font-medium">
        {moments.length === 1 ? 'One moment' : `${moments.length} moments`} only people can decide
        <span className="ml-2 text-sm font-normal text-soft">{moments.map((one) => one.title.toLowerCase()).join(', ')}</span>
      </summary>
      <ul className="divide-y divide-line border-t border-line">
        {moments.map((one) => (
          <li key={one.path} className="grid gap-x-5 gap-y-2 px-4 py-3 md:grid-cols-[12rem_1fr]">
            <div>
              <h3 className="font-medium">{one.title}</h3>
              <p className="text-xs text-faint">{one.description}</p>
            </div>
            <Candidates path={one.path} value={one.moment.candidates} />
          </li>
        ))}
      </ul>
    </details>
  )
}
