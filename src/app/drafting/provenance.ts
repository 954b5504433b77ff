import type { Acquisition } from '../../model/acquisition.ts'
import type { CustodyEntry } from '../../model/custody.ts'
import type { CustodyStep, EvidenceItem } from '../../model/evidence-item.ts'
import type { EvidenceRow, Hold } from '../../store/records/evidence-records.ts'
import type { UnlabelledItem } from './evidence-labels.ts'

/** What is known of an item beside its bytes: how it was obtained, through whose hands it went, how long it is kept. */
export interface Provenance {
  readonly custody: readonly CustodyStep[]
  readonly acquisition?: Acquisition
  readonly retention?: string
}

/** By SHA-256. */
export type Provenances = ReadonlyMap<string, Provenance>

/** What the store knows of items, from the whole custody of their incident. */
export function provenancesOf(rows: readonly EvidenceRow[], custody: readonly CustodyEntry[], holds: readonly Hold[]): Map<string, Provenance> {
  const byItem = Map.groupBy(custody, ({ sha256 }) => sha256)
  return new Map(
    rows.map((row) => {
      const retention = retentionOf(row, holds)
      const told = { custody: (byItem.get(row.sha256) ?? []).map(stepOf), acquisition: row.acquisition }
      return [row.sha256, retention === undefined ? told : { ...told, retention }]
    }),
  )
}

/** An item with what is known of it; what nothing is known of stays as it is. */
export function withProvenance(item: UnlabelledItem, provenances: Provenances | undefined): UnlabelledItem {
  const known = provenances?.get(item.sha256)
  if (known === undefined) return item
  const { custody, acquisition, retention } = known
  return {
    ...item,
    custody: [...custody],
    ...(acquisition === undefined ? {} : { acquisition }),
    ...(retention === undefined ? {} : { retention }),
  }
}

/** What a new reading knows of an item goes before what the record had, where it knows anything. */
export function keepProvenance(before: EvidenceItem, found: UnlabelledItem): Pick<EvidenceItem, 'custody' | 'acquisition'> {
  return {
    custody: found.custody.length > 0 ? found.custody : before.custody,
    acquisition: Object.keys(found.acquisition).length > 0 ? found.acquisition : before.acquisition,
  }
}

function stepOf({ sha256: _, recorded: _recorded, parent: _parent, acquisition, previous: _previous, ...told }: CustodyEntry): CustodyStep {
  const { id, what: _what, head: _head, ...step } = told
  const obtained = acquisition === undefined || Object.keys(acquisition).length === 0 ? {} : { acquisition }
  return { id: id ?? `custody-${step.seq}`, ...step, ...obtained }
}

/** "Until 2027-03-31; under legal hold since 2026-03-05T10:00:00Z (Counsel: preservation notice)". */
function retentionOf({ sha256, retainUntil }: EvidenceRow, holds: readonly Hold[]): string | undefined {
  const own = holds.filter((hold) => hold.sha256 === undefined || hold.sha256 === sha256)
  const parts = [
    ...(retainUntil === undefined ? [] : [`until ${retainUntil}`]),
    ...own.map(({ since, by, reason }) => `under legal hold since ${since} (${reason === '' ? by : `${by}: ${reason}`})`),
  ]
  const [first = '', ...more] = parts
  return parts.length === 0 ? undefined : [first.charAt(0).toUpperCase() + first.slice(1), ...more].join('; ')
}
