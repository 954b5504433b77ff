import { insertRows, rewriteStale, type RowChange } from './rewrite.ts'
import { rowsOf, type SegmentMaker, type SegmentPlace, withMaker } from './segment-maker.ts'

export interface DuplicateSearch {
  /** SHA-256 that events were read from (`origin.evidence`), in the order they were collected: the first counts. Those not named come last. */
  readonly items: readonly string[]
  /** Whether two items hold the same log, by the records they share in the time that both cover. */
  isOverlap(counts: { readonly shared: number; readonly first: number; readonly second: number }): boolean
}

/**
 * Finds events that repeat others, as `duplicatesOf` (src/events/duplicates.ts) defines them, and brings `duplicate_of` of all events in line with that.
 * Rewrites only segments in which something changes, all at once; answers how many. Memory is bounded: what does not fit is put aside on the disk.
 */
export async function markDuplicates(place: SegmentPlace, search: DuplicateSearch): Promise<number> {
  const names = (await place.ledger.segments(place.incident)).map(({ name }) => name)
  if (names.length === 0) return 0
  return withMaker(place, async (maker) => {
    const rows = rowsOf(place.folder, names)
    const run = (text: string) => maker.duckdb.rows({ text, values: [] }, place.signal)
    await numberItems({ maker, rows, run, search })
    for (const statement of candidates(rows)) await run(statement)
    for (const statement of sameSourceId) await run(statement)
    await acceptPairs({ maker, rows, run, search })
    for (const statement of sameRecord) await run(statement)
    while (Number((await run(settle))[0]?.['Count'] ?? 0) > 0);
    await run(repeated)
    return rewriteStale({ place, maker, change: duplicateChange })
  })
}

interface Step {
  readonly maker: SegmentMaker
  readonly rows: string
  readonly run: (text: string) => ReturnType<SegmentMaker['duckdb']['rows']>
  readonly search: DuplicateSearch
}

async function numberItems({ maker, rows, run, search }: Step): Promise<void> {
  await run('CREATE TABLE item (evidence VARCHAR, place BIGINT)')
  const found = await run(`SELECT DISTINCT "evidence" AS evidence FROM ${rows} ORDER BY 1`)
  const there = new Set(found.map(({ evidence }) => String(evidence)))
  const ordered = new Set([...search.items.filter((sha256) => there.has(sha256)), ...there])
  await insertRows(
    maker,
    'item',
    [...ordered].map((sha256, index) => [sha256, BigInt(index)]),
  )
}

/** Rows that have something in common with another: all that follows looks at these only. */
function candidates(rows: string): string[] {
  const keyed = `(SELECT "evidence", "offset", "part", "told", "dataset", "source_id", "record_hash", hash("dataset", "source_id", "part") AS key FROM ${rows})`
  return [
    `CREATE TABLE common_id AS SELECT key FROM ${keyed} WHERE "source_id" IS NOT NULL GROUP BY key HAVING count(*) > 1`,
    `CREATE TABLE common_record AS SELECT "record_hash", "part" FROM ${rows} JOIN item USING (evidence)
      GROUP BY ALL HAVING min(place) <> max(place)`,
    `CREATE TABLE candidate AS SELECT item.place, ev."offset", ev."part", ev."told", ev."dataset", ev."record_hash",
        CASE WHEN common_id.key IS NOT NULL THEN ev."source_id" END AS source_id, common_record.part IS NOT NULL AS is_common
      FROM ${keyed} ev JOIN item ON item.evidence = ev."evidence"
        LEFT JOIN common_id ON ev."source_id" IS NOT NULL AND common_id.key = ev.key
        LEFT JOIN common_record ON common_record."record_hash" = ev."record_hash" AND common_record."part" = ev."part"
      WHERE common_id.key IS NOT NULL OR common_record.part IS NOT NULL`,
  ]
}

const sameSourceId = [
  `CREATE TABLE duplicate AS SELECT place, "offset", "part", of_place, of_offset FROM (
    SELECT place, "offset", "part", row_number() OVER same AS n, first_value(place) OVER same AS of_place, first_value("offset") OVER same AS of_offset
    FROM candidate WHERE source_id IS NOT NULL
    WINDOW same AS (PARTITION BY "dataset", source_id, "part" ORDER BY place, "offset")) WHERE n > 1`,
  `CREATE TABLE occurrence AS SELECT place, "offset", "part", "told", "record_hash",
    row_number() OVER (PARTITION BY place, "record_hash", "part" ORDER BY "offset") AS n FROM candidate WHERE is_common`,
]

/** Items that hold the same record are compared with the first of them and the eight before them: a line that thousands share joins no thousands. */
const pairs = `CREATE TABLE pair AS
  WITH holder AS (SELECT "record_hash", place, row_number() OVER (PARTITION BY "record_hash" ORDER BY place) AS rank
    FROM (SELECT DISTINCT "record_hash", place FROM occurrence))
  SELECT a.place AS a, b.place AS b FROM holder a JOIN holder b ON a."record_hash" = b."record_hash"
  WHERE b.rank > a.rank AND (a.rank = 1 OR b.rank - a.rank <= 8) GROUP BY ALL`

async function acceptPairs({ maker, rows, run, search }: Step): Promise<void> {
  await run(pairs)
  await run(`CREATE TABLE span AS SELECT place, min("told") AS first, max("told") AS last FROM ${rows} JOIN item USING (evidence)
    WHERE place IN (SELECT a FROM pair UNION SELECT b FROM pair) GROUP BY place`)
  await run(`CREATE TABLE common AS SELECT a, b, greatest(one.first, two.first) AS first, least(one.last, two.last) AS last
    FROM pair JOIN span one ON one.place = a JOIN span two ON two.place = b`)
  await run(`CREATE TABLE shared AS SELECT common.a, common.b, count(*) AS records FROM common
    JOIN occurrence one ON one.place = a AND one."part" <= 1 AND one."told" BETWEEN first AND last
    JOIN occurrence two ON two.place = b AND two."record_hash" = one."record_hash" AND two."part" = one."part" AND two.n = one.n GROUP BY ALL`)
  const counts = await run(`WITH side AS (SELECT a, b, first, last, records, a AS place FROM common JOIN shared USING (a, b)
      UNION ALL SELECT a, b, first, last, records, b FROM common JOIN shared USING (a, b))
    SELECT a, b, any_value(records) AS shared, count(*) FILTER (place = a) AS one, count(*) FILTER (place = b) AS two
    FROM ${rows} JOIN item USING (evidence) JOIN side USING (place) WHERE "part" <= 1 AND "told" BETWEEN first AND last GROUP BY a, b`)
  const accepted = counts.filter(({ shared, one, two }) => search.isOverlap({ shared: Number(shared), first: Number(one), second: Number(two) }))
  await run('CREATE TABLE accepted (a BIGINT, b BIGINT)')
  await insertRows(
    maker,
    'accepted',
    accepted.map(({ a, b }) => [BigInt(String(a)), BigInt(String(b))]),
  )
}

const sameRecord = [
  `INSERT INTO duplicate SELECT two.place, two."offset", two."part", min(one.place), arg_min(one."offset", one.place)
    FROM accepted JOIN occurrence two ON two.place = b
      JOIN occurrence one ON one.place = a AND one."record_hash" = two."record_hash" AND one."part" = two."part" AND one.n = two.n
      ANTI JOIN duplicate known ON known.place = two.place AND known."offset" = two."offset" AND known."part" = two."part"
    GROUP BY two.place, two."offset", two."part"`,
]

/** What repeats a repetition repeats what that one does. Every step leads to an item or a record before: it ends. */
const settle = `UPDATE duplicate SET of_place = known.of_place, of_offset = known.of_offset FROM duplicate known
  WHERE known.place = duplicate.of_place AND known."offset" = duplicate.of_offset AND known."part" = duplicate."part"`

const repeated = `CREATE TABLE repeated AS SELECT item.evidence, duplicate."offset", duplicate."part",
    substr(origin.evidence, 1, 16) || ':' || of_offset || CASE WHEN duplicate."part" = 0 THEN '' ELSE '.' || duplicate."part" END AS of
  FROM duplicate JOIN item USING (place) JOIN item origin ON origin.place = of_place`

const duplicateChange: RowChange = {
  isStale: 'ev."duplicate_of" IS DISTINCT FROM repeated.of',
  joined(rows) {
    return `${rows} ev LEFT JOIN repeated ON repeated.evidence = ev."evidence" AND repeated."offset" = ev."offset" AND repeated."part" = ev."part"`
  },
  select(rows) {
    return `SELECT ev.* REPLACE (repeated.of AS "duplicate_of") FROM ${this.joined(rows)}`
  },
}
