import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import { zoneFor } from '../reading/zones.ts'
import type { IntakeItem } from './intake-item.ts'

/** What a person said of how to read the evidence of an incident; as a request to draft says it. */
export interface ReadingOptions {
  /** Zone for local times that state none. */
  readonly zone?: string | undefined
  /** File name or pattern -> zone, before `zone`. */
  readonly zones?: Readonly<Record<string, string>> | undefined
  /** Year of the first record, for logs that leave it out. */
  readonly year?: number | undefined
}

/**
 * The status of a container whose members are items of their own. Those may all be listed elsewhere, where the same bytes came before, so that no row names
 * the container.
 */
export const unpackedStatus = 'unpacked' as const

/** A row whose bytes are there. */
interface PresentRow {
  readonly row: EvidenceRow
  /** True where it only contains others, which are items of their own. */
  readonly isContainer: boolean
}

/** The items of an incident whose bytes are there, in the order they came. */
export function presentRows(rows: readonly EvidenceRow[]): PresentRow[] {
  const present = rows.filter(({ disposedAt }) => disposedAt === undefined)
  const containers = new Set(present.flatMap(({ parent }) => parent ?? []))
  return present.map((row) => ({ row, isContainer: containers.has(row.sha256) || row.status === unpackedStatus }))
}

/** The same items, with how each is to be read. */
export function intakeItems(rows: readonly EvidenceRow[], fileOf: (sha256: string) => string, options: ReadingOptions): IntakeItem[] {
  const bySha256 = new Map(rows.map((row) => [row.sha256, row]))
  return presentRows(rows).map(({ row, isContainer }) => {
    const item = itemOf(row, { path: fullPath(row, bySha256), file: fileOf(row.sha256), options })
    return isContainer ? { ...item, isContainer } : item
  })
}

function itemOf(row: EvidenceRow, given: { path: string; file: string; options: ReadingOptions }): IntakeItem {
  const { sha256, size, modified, parent } = row
  const { zone, zones = {}, year } = given.options
  const rules = Object.entries(zones).map(([pattern, chosen]) => ({ pattern, zone: chosen }))
  const chosen = zoneFor(zone === undefined ? { rules } : { rules, fallback: zone }, given.path)
  return {
    sha256,
    size,
    path: given.path,
    file: given.file,
    ...(chosen === undefined ? {} : { zone: chosen }),
    ...(year === undefined ? {} : { year, yearFrom: 'given' as const }),
    ...(modified === undefined ? {} : { modifiedMs: modified }),
    ...(parent === undefined ? {} : { parent }),
  }
}

/** Containers nest, but never this deep: a bound against a circle in damaged rows. */
const mostLevels = 64

/** The path of a member begins with its container's: `case.zip!logs/auth.log`. */
function fullPath(row: EvidenceRow, bySha256: ReadonlyMap<string, EvidenceRow>, level = 0): string {
  const own = row.path === '' ? row.name : row.path
  const container = row.parent === undefined ? undefined : bySha256.get(row.parent)
  if (container === undefined || level >= mostLevels) return own
  const outer = fullPath(container, bySha256, level + 1)
  return own.startsWith(`${outer}!`) ? own : `${outer}!${own}`
}
