import { insertRows } from './rewrite.ts'
import { readAnew } from './search-error.ts'
import { rowsOf, type SegmentPlace, withMaker } from './segment-maker.ts'

/** How many events of an item repeat others, and how many of its events others repeat. */
export interface Repetition {
  /** SHA-256 that the events were read from. */
  readonly evidence: string
  readonly events: number
  /** Of these, those that repeat one that counts. */
  readonly repeats: number
  /** Tells two states apart: it changes with what repeats. */
  readonly mark: string
}

/** What is marked as repeating, by what it was read from; only items where something is. */
export function listRepetitions(place: SegmentPlace): Promise<Repetition[]> {
  return readAnew(() => readRepetitions(place))
}

async function readRepetitions(place: SegmentPlace): Promise<Repetition[]> {
  const names = (await place.ledger.segments(place.incident)).map(({ name }) => name)
  if (names.length === 0) return []
  return withMaker(place, async ({ duckdb }) => {
    const text = `SELECT "evidence" AS evidence, count(*) AS events, count("duplicate_of") AS repeats,
        bit_xor(CASE WHEN "duplicate_of" IS NOT NULL THEN hash("offset", "part") ELSE 0::UBIGINT END) AS mark
      FROM ${rowsOf(place.folder, names)} GROUP BY ALL HAVING count("duplicate_of") > 0 ORDER BY ALL`
    const rows = await duckdb.rows({ text, values: [] }, place.signal)
    return rows.map(({ evidence, events, repeats, mark }) => ({
      evidence: String(evidence),
      events: Number(events),
      repeats: Number(repeats),
      mark: `${String(repeats)}.${String(mark)}`,
    }))
  })
}

/** By what they were read from: the first bytes of the records whose events repeat others, ascending. */
export function repeatedOffsets(place: SegmentPlace, evidence: readonly string[]): Promise<Map<string, Float64Array>> {
  return readAnew(() => readOffsets(place, evidence))
}

async function readOffsets(place: SegmentPlace, evidence: readonly string[]): Promise<Map<string, Float64Array>> {
  const names = await place.ledger.segmentsOf(place.incident, evidence)
  if (names.length === 0) return new Map()
  return withMaker(place, async (maker) => {
    await maker.duckdb.rows({ text: 'CREATE TABLE wanted (evidence VARCHAR)', values: [] })
    await insertRows(
      maker,
      'wanted',
      evidence.map((sha256) => [sha256]),
    )
    // Of several events of a record the first speaks for all.
    const text = `SELECT "evidence" AS evidence, "offset" AS start FROM ${rowsOf(place.folder, names)}
      WHERE "evidence" IN (SELECT evidence FROM wanted) AND "part" <= 1 AND "duplicate_of" IS NOT NULL ORDER BY ALL`
    const rows = await maker.duckdb.rows({ text, values: [] }, place.signal)
    const byItem = Map.groupBy(rows, (row) => String(row['evidence']))
    return new Map([...byItem].map(([sha256, of]) => [sha256, Float64Array.from(of, ({ start }) => Number(start))]))
  })
}
