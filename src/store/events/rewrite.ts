import type { SqlValue } from './sql.ts'
import { quoteText, SqlValues } from './sql.ts'
import { rowsOf, type SegmentMaker, type SegmentPlace, withMaker } from './segment-maker.ts'
import type { Segment, SegmentRow } from './segments.ts'

/** How the rows of every segment change. */
export interface RowChange {
  /** A condition that holds for a row that is not yet as it should be. */
  readonly isStale: string
  /** `SELECT` of all columns, with the new values, from the rows of a segment. */
  select(rows: string): string
  /** The same rows as `isStale` needs them. */
  joined(rows: string): string
}

/** Makes the segments anew that hold a row that is not as it should be, and swaps all of them at once. Answers how many there were. */
export async function rewriteStale({ place, maker, change }: { place: SegmentPlace; maker: SegmentMaker; change: RowChange }): Promise<number> {
  const stale: SegmentRow[] = []
  for (const segment of await place.ledger.segments(place.incident)) {
    const rows = rowsOf(place.folder, [segment.name])
    const text = `SELECT 1 FROM ${change.joined(rows)} WHERE ${change.isStale} LIMIT 1`
    if ((await maker.duckdb.rows({ text, values: [] }, place.signal)).length > 0) stale.push(segment)
  }
  for (const { name, level } of stale) await maker.make(change.select(rowsOf(place.folder, [name])), level)
  if (stale.length === 0) return 0
  await maker.swap({ remove: stale.map(({ name }) => name), rows: stale.reduce((sum, { rows }) => sum + rows, 0) })
  return stale.length
}

/** Fills a table with rows, some hundred at a time; the values are parameters. */
export async function insertRows({ duckdb }: SegmentMaker, table: string, rows: readonly (readonly SqlValue[])[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 200) {
    const values = new SqlValues()
    const tuples = rows.slice(from, from + 200).map((row) => `(${row.map((value) => values.add(value)).join(', ')})`)
    await duckdb.rows(values.sql(`INSERT INTO ${table} VALUES ${tuples.join(', ')}`))
  }
}

export interface Removal {
  /** SHA-256 that the events were read from (`origin.evidence`): those of the members, where an item is a compressed file. */
  readonly evidence: readonly string[]
  /** Items whose readings are taken out with them. */
  readonly forget: readonly string[]
}

/**
 * Takes the events of items out (disposed of, or to be read again), whatever they share segments with; events that repeated one of them count again until
 * duplicates are looked for anew. All or nothing; `conflict` where another process changed the segments meanwhile: ask again.
 */
export async function removeItems(place: SegmentPlace, { evidence, forget }: Removal): Promise<void> {
  const { incident, ledger, folder } = place
  const holding = new Set(await ledger.segmentsOf(incident, evidence))
  const segments = await ledger.segments(incident)
  await withMaker(place, async (maker) => {
    await maker.duckdb.rows({ text: 'CREATE TABLE gone (evidence VARCHAR, start VARCHAR)', values: [] })
    await insertRows(
      maker,
      'gone',
      evidence.map((sha256) => [sha256, sha256.slice(0, 16)]),
    )
    const remove: string[] = []
    let rows = 0
    for (const segment of segments) {
      if (!holding.has(segment.name) && !(await pointsAtGone(place, maker, segment))) continue
      remove.push(segment.name)
      const made = await maker.make(withoutGone(rowsOf(folder, [segment.name])), segment.level)
      rows += made?.rows ?? 0
      await checkRemoval({ place, segment, made, evidence })
    }
    await maker.swap({ remove, forget, rows })
  })
}

async function pointsAtGone({ folder, signal }: SegmentPlace, maker: SegmentMaker, { name }: SegmentRow): Promise<boolean> {
  const text = `SELECT 1 FROM ${rowsOf(folder, [name])} WHERE "duplicate_of" IS NOT NULL AND ${pointing} LIMIT 1`
  return (await maker.duckdb.rows({ text, values: [] }, signal)).length > 0
}

const pointing = `substr("duplicate_of", 1, 16) IN (SELECT start FROM gone)`

function withoutGone(rows: string): string {
  const column = `CASE WHEN ${pointing} THEN NULL ELSE "duplicate_of" END AS "duplicate_of"`
  return `SELECT * REPLACE (${column}) FROM ${rows} WHERE "evidence" NOT IN (SELECT evidence FROM gone)`
}

interface Removed {
  readonly place: SegmentPlace
  readonly segment: SegmentRow
  readonly made: Segment | undefined
  readonly evidence: readonly string[]
}

/** What the ledger knows of the segment must account for every row that is not there any more. */
async function checkRemoval({ place, segment, made, evidence }: Removed): Promise<void> {
  const items = await place.ledger.segmentItems(place.incident, segment.name)
  const left = items.filter(({ sha256 }) => !evidence.includes(sha256)).reduce((sum, { rows }) => sum + rows, 0)
  if (left !== (made?.rows ?? 0)) throw new TypeError(`Segment ${quoteText(segment.name)} should have ${left} rows left and has ${made?.rows ?? 0}`)
}
