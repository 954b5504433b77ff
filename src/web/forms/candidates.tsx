import type { z } from 'zod'
import { momentSchema } from '../../model/moment.ts'
import { printInterval } from '../../report/time.ts'
import { Button } from '../widgets/button.tsx'
import { CitationChip } from '../widgets/citation-chip.tsx'
import { useForm } from './form-access.tsx'

const candidatesSchema = momentSchema.shape.candidates
export type Candidate = z.infer<typeof candidatesSchema>[number]

/** Times the evidence suggests for a moment that only people can set: one click adopts one with its proof. */
export function Candidates({ path, value }: { path: string; value: unknown }) {
  const { document, commit } = useForm()
  const read = candidatesSchema.safeParse(value)
  if (!read.success || read.data.length === 0) return undefined
  const adopt = (candidate: Candidate) =>
    commit(
      [
        { op: 'set', path: `${path}/at`, value: { ...candidate.at } },
        { op: 'set', path: `${path}/basis`, value: 'observed' },
        { op: 'set', path: `${path}/citations`, value: JSON.parse(JSON.stringify(candidate.citations)) },
        { op: 'set', path: `${path}/review`, value: 'accepted' },
      ],
      { told: `Adopted ${printInterval(candidate.at, 'UTC').text}.` },
    )
  return (
    <ul className="flex flex-col gap-1.5">
      {read.data.map((candidate) => (
        <li key={candidate.id} className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md bg-sunken px-2.5 py-1.5 text-sm">
          <span className="number-column">{printInterval(candidate.at, document.people.displayZone).text}</span>
          <span className="min-w-0 flex-1 text-soft">{candidate.reason}</span>
          {candidate.citations.slice(0, 3).map((citation) => (
            <CitationChip key={JSON.stringify(citation)} citation={citation} evidence={document.evidence} />
          ))}
          <Button size="small" onPress={() => adopt(candidate)}>
            Adopt
          </Button>
        </li>
      ))}
    </ul>
  )
}
