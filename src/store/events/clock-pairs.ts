import { readAnew } from './search-error.ts'
import { rowsOf, type SegmentPlace, withMaker } from './segment-maker.ts'

/** One thing that two sources wrote down, by what both say of it; see `proposeOffsets` in src/events/clock-offsets.ts. */
export interface ClockPair {
  readonly a: ClockSource
  readonly b: ClockSource
  /** As each source told it, milliseconds since 1970. */
  readonly aMs: number
  readonly bMs: number
  /** How finely the coarser of both told it, milliseconds. */
  readonly stepMs: number
}

/** A clock: all that one program writes on one host. `host` is "" where events name none. */
export interface ClockSource {
  readonly dataset: string
  readonly host: string
}

/** What two sources may both write. Each is asked of a source only where it stands there once: then it cannot be mistaken for another. */
const keys: readonly (readonly string[])[] = [
  ['source_id'],
  ['source.ip', 'source.port'],
  ['user.name', 'event.action', 'source.ip'],
  ['user.name', 'process.command_line'],
]

const mostPairs = 50_000
/** Zones lie up to 26 hours apart; a clock further off than that is not found in this way. */
const windowMicros = 26 * 3_600_000_000

/** Pairs of events that two sources both saw, from what each told (corrections play no part); at most 50,000, spread evenly. */
export function gatherClockPairs(place: SegmentPlace): Promise<ClockPair[]> {
  return readAnew(() => readPairs(place))
}

async function readPairs(place: SegmentPlace): Promise<ClockPair[]> {
  const names = (await place.ledger.segments(place.incident)).map(({ name }) => name)
  if (names.length === 0) return []
  return withMaker(place, async ({ duckdb }) => {
    const run = (text: string) => duckdb.rows({ text, values: [] }, place.signal)
    await run('CREATE TABLE seen (key UBIGINT, dataset VARCHAR, host VARCHAR, told BIGINT, step DOUBLE)')
    for (const columns of keys) await run(seenOnce(rowsOf(place.folder, names), columns))
    const rows = await run(`SELECT one.dataset AS a_dataset, one.host AS a_host, two.dataset AS b_dataset, two.host AS b_host,
        one.told / 1000 AS a_ms, two.told / 1000 AS b_ms, greatest(one.step, two.step) AS step
      FROM seen one JOIN seen two ON one.key = two.key AND (one.dataset, one.host) < (two.dataset, two.host)
      WHERE abs(one.told - two.told) <= ${windowMicros} ORDER BY hash(one.key) LIMIT ${mostPairs}`)
    return rows.map((row) => ({
      a: { dataset: String(row['a_dataset']), host: String(row['a_host']) },
      b: { dataset: String(row['b_dataset']), host: String(row['b_host']) },
      aMs: Number(row['a_ms']),
      bMs: Number(row['b_ms']),
      stepMs: Number(row['step']),
    }))
  })
}

/** Events of a source whose key no other event of it has. Times coarser than a second say nothing of a clock. */
function seenOnce(rows: string, columns: readonly string[]): string {
  const names = columns.map((name) => `"${name}"`)
  return `INSERT INTO seen SELECT key, dataset, host, told, step FROM (
      SELECT hash('${columns.join(' ')}', ${names.join(', ')}) AS key, "dataset" AS dataset, coalesce("host.name", '') AS host,
        any_value(epoch_us("told")) AS told, any_value(CASE "precision" WHEN 'second' THEN 1000 ELSE 1 END) AS step, count(*) AS times
      FROM ${rows}
      WHERE "duplicate_of" IS NULL AND "precision" IN ('second', 'millisecond', 'microsecond', 'nanosecond')
        AND ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')}
      GROUP BY ALL) WHERE times = 1`
}
