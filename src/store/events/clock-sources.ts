import { rowsOf, type SegmentPlace, withMaker } from './segment-maker.ts'
import type { ClockSource } from './clock-pairs.ts'
import { readAnew } from './search-error.ts'

/** A clock that wrote events of an incident. */
export interface SeenClock extends ClockSource {
  readonly events: number
  /** SHA-256 of what the events were read from, sorted. */
  readonly evidence: readonly string[]
}

/** Every clock that wrote events, those that repeat others included; by dataset and host. */
export function listClocks(place: SegmentPlace): Promise<SeenClock[]> {
  return readAnew(() => readClocks(place))
}

async function readClocks(place: SegmentPlace): Promise<SeenClock[]> {
  const names = (await place.ledger.segments(place.incident)).map(({ name }) => name)
  if (names.length === 0) return []
  return withMaker(place, async ({ duckdb }) => {
    const text = `SELECT "dataset" AS dataset, coalesce("host.name", '') AS host, "evidence" AS evidence, count(*) AS events
      FROM ${rowsOf(place.folder, names)} GROUP BY ALL ORDER BY ALL`
    const rows = await duckdb.rows({ text, values: [] }, place.signal)
    const bySource = Map.groupBy(rows, ({ dataset, host }) => JSON.stringify([dataset, host]))
    return [...bySource.values()].map((of) => ({
      dataset: String(of[0]?.['dataset']),
      host: String(of[0]?.['host']),
      events: of.reduce((sum, { events }) => sum + Number(events), 0),
      evidence: of.map(({ evidence }) => String(evidence)),
    }))
  })
}
